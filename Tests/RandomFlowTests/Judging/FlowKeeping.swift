import Foundation
import TestSupport

/// Keeps what is needed to look at a flow that failed.
enum FlowKeeping {
  /// Beside the built products, unless told otherwise.
  static var folder: URL {
    let named = ProcessInfo.processInfo.environment["WAXWING_FLOWS_KEEP"]
    return named.map { URL(fileURLWithPath: $0) } ?? productsFolder.appending(path: "failed-flows")
  }

  /// Writes the flow with its seed, what it became and why that is wrong.
  static func keep(_ judged: JudgedFlow) throws {
    let place = folder.appending(path: "\(judged.flow.seed)")
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: place.appending(path: name)) }
    let findings = judged.rewritten.findings.map { "\($0.line): \($0.rule): \($0.message) [\($0.action)]" }
    try write("flow.swift", judged.flow.text)
    try write("after.swift", judged.rewritten.text)
    try write(
      "why.txt",
      "seed \(judged.flow.description), name \(judged.flow.name)\n\(judged.outcome)\n\(judged.rewritten.unresolved ?? "")\n\(findings.joined(separator: "\n"))\n")
    for (name, text) in judged.flow.files { try write(name, text) }
    if let before = judged.before { try write("before.txt", before.text) }
    if let after = judged.after { try write("after.txt", after.text) }
  }

  /// The same flows with as many parts left out as can be while each still fails in its way.
  static func shrunk(_ failed: [JudgedFlow]) throws -> [JudgedFlow] {
    var smallest = failed
    var skipped = failed.map { _ in Set<Int>() }
    for part in 0..<RandomFlow.parts {
      let tried = smallest.indices.map { RandomFlow(seed: failed[$0].flow.seed, skipping: skipped[$0].union([part])) }
      for (index, judged) in try FlowTrials(flows: tried).judged().enumerated() where judged.outcome.kind == failed[index].outcome.kind {
        smallest[index] = judged
        skipped[index].insert(part)
      }
    }
    return smallest
  }
}
