import Foundation

extension FlowVerdict {
  private struct Document: Encodable {
    let flows: [FlowVerdict]
    /// How many flows have each verdict.
    let summary: [String: Int]
  }

  /// One JSON object with `flows` and `summary`; keys are sorted, so equal verdicts are equal texts.
  package static func json(_ verdicts: [FlowVerdict]) throws -> String {
    let summary = verdicts.reduce(into: [:]) { $0[$1.overall.rawValue, default: 0] += 1 }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Document(flows: verdicts, summary: summary)), as: UTF8.self) + "\n"
  }
}
