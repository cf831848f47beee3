import Foundation
import TestSupport

@testable import FlowProof

/// The lines that a run printed, and those of the files it wrote.
struct FlowLines: Sendable, Equatable {
  let lines: [String: [String]]

  /// The same where order does not count.
  var sorted: FlowLines { FlowLines(lines: lines.mapValues { $0.sorted() }) }

  var text: String { lines.keys.sorted().map { "== \($0)\n" + (lines[$0] ?? []).joined(separator: "\n") + "\n" }.joined() }
}

/// Thrown when a flow does not come to a good end.
struct FlowRunFailure: Error, CustomStringConvertible {
  let description: String
}

extension JoinedScripts {
  /// Runs one script in a new folder with these files in it.
  func lines(of name: String, workers: Int, files: [String: String], arguments: [String] = []) throws -> FlowLines {
    try inTemporaryFolder { folder in
      for (file, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file)")) }
      let result = try LimitedRun(
        program: executable.path, arguments: ["-w", "\(workers)"] + arguments, environment: [Self.variable: name], folder: folder,
        limits: RunLimits(time: .seconds(60))
      ).run()
      guard result.ending == .ended(code: 0) else { throw FlowRunFailure(description: "\(result.ending): \(result.errors.suffix(400))") }
      var lines = ["": Self.lines(result.output)]
      for file in try FileManager.default.contentsOfDirectory(atPath: folder) where files[file] == nil {
        lines[file] = Self.lines([UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))))
      }
      return FlowLines(lines: lines)
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
