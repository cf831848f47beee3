import Foundation
import MigrationReport
import Rewriting

/// Findings that are known and need not be told again, by file and fingerprint.
package struct Baseline: Codable, Sendable, Equatable {
  /// What cannot be used as a baseline.
  package struct Unusable: Error, CustomStringConvertible {
    let path: String
    package var description: String { "\(path): cannot be read as a baseline; write one with --write-baseline \(path)" }
  }

  package private(set) var version = 1
  /// The fingerprints of each file's findings.
  package private(set) var findings: [String: [String]] = [:]

  package init() {}

  /// Reads a baseline. Throws `Unusable` naming the file.
  package init(path: String) throws {
    guard let bytes = try? FileText.read(path), let read = try? JSONDecoder().decode(Self.self, from: Data(bytes)), read.version == 1
    else { throw Unusable(path: path) }
    self = read
  }

  /// Adds the findings of a file.
  package mutating func add(_ outcome: FileOutcome) {
    guard !outcome.findings.isEmpty else { return }
    findings[outcome.path, default: []] += outcome.fingerprints
  }

  /// The outcome with the findings set aside that are known.
  package func suppressing(_ outcome: FileOutcome) -> FileOutcome {
    guard let known = findings[outcome.path].map(Set.init) else { return outcome }
    let prints = outcome.fingerprints
    return outcome.suppressing { known.contains(prints[$0]) ? "in the baseline" : nil }
  }

  /// The baseline as it is kept: sorted, so that a change of one finding changes one line.
  package func text() throws -> String { try prettyJSON() }
}
