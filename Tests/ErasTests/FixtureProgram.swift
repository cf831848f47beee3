import Foundation
import TestSupport
import Testing
import Yams

/// A program of one era and how its output is compared; see Fixtures/Programs/README.md.
struct FixtureProgram: CustomTestStringConvertible {
  struct Files: Decodable {
    let eras: [String]?
    let contents: [String: String]
  }

  struct Entry: Decodable {
    let name: String
    let eras: [String]
    let compare: String
    let workers: [Int]
    let oneWorkerEras: [String]?
    let flow: String?
    let files: [Files]?

    enum CodingKeys: String, CodingKey {
      case name, eras, compare, workers, flow, files
      case oneWorkerEras = "one-worker-eras"
    }
  }

  struct List: Decodable { let programs: [Entry] }

  static let folder = packageFolder.appending(path: "Fixtures/Programs")

  static func all() throws -> [FixtureProgram] {
    let text = try String(contentsOf: folder.appending(path: "programs.yml"), encoding: .utf8)
    return try YAMLDecoder().decode(List.self, from: text).programs.flatMap { entry in
      entry.eras.map { FixtureProgram(era: $0, entry: entry) }
    }
  }

  let era: String
  let entry: Entry
  var folder = Self.folder

  var testDescription: String { "\(era) \(entry.name)" }
  var file: URL { folder.appending(path: "v\(era)/\(entry.name).swift") }

  var workers: [Int] { entry.oneWorkerEras?.contains(era) == true ? [1] : entry.workers }

  /// What must be in the folder `out` afterwards; `nil` when nothing is said about it.
  var files: [String: String]? { entry.files?.first { $0.eras?.contains(era) ?? true }?.contents }

  func expectedOutput() throws -> String {
    let own = Self.folder.appending(path: "expected/\(entry.name)@\(era).txt")
    let shared = Self.folder.appending(path: "expected/\(entry.name).txt")
    return try String(contentsOf: FileManager.default.fileExists(atPath: own.path) ? own : shared, encoding: .utf8)
  }

  /// Brings an output into the form in which two runs that may differ in order are equal.
  func comparable(_ output: String) -> [String] {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch entry.compare {
    case "exact" where workers.count == 1: return lines
    case "perKey":
      func key(_ line: String) -> Substring { line.prefix { $0 != "," && $0 != ":" && $0 != " " } }
      // Stable, so that the lines of a key keep their order.
      return lines.sorted { key($0) < key($1) }
    default: return lines.sorted()
    }
  }
}
