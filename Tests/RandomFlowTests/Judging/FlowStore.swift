import Foundation
import TestSupport

@testable import FlowProof
@testable import Recovery

/// The steps whose rows a flow leaves in a store.
struct FlowStore {
  let steps: [String]

  /// Runs a script with an empty store.
  init(of name: String, _ programs: JoinedScripts, era: String, workers: Int, files: [String: String]) throws {
    let store = try Scratch()
    let hasFormat = era > "0.16"
    if hasFormat { try makeRecoveryPartitions(in: [store.path], count: 1) }
    _ = try programs.lines(
      of: name, workers: workers, files: files,
      arguments: (hasFormat ? ["-s", "10", "-b", "0", "-r"] : ["--sqlite-directory"]) + [store.path])
    steps = try PartitionSet.files(in: store.path).flatMap { try Partition($0).stepIDs }
  }

  /// Whether a step has rows under this id, whatever stands before and behind it.
  func knows(_ id: String) -> Bool { steps.contains { $0.split(separator: ".").contains(Substring(id)) } }
}
