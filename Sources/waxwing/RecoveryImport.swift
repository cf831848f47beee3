import ArgumentParser
import Connectors
import Foundation
import Recovery
import ShownText

/// `waxwing recovery import`: takes a store over into another era, whose rows have other step ids.
///
/// Breaking changes: recovery-step-ids-qualified, file-part-keys-fs-id (0.17 → 0.18), stateful-map-recovery-id (0.18 → 0.19).
struct RecoveryImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take the state of a store over into a new one, under other step ids.",
    discussion: """
      From 0.17 to 0.18 every step gets its flow's id in front, and file sources name their files otherwise:
        --map lines=flow.lines count=flow.count.unary out=flow.out --files lines
      From 0.18 to 0.19 statefulMap has moved:  --map flow.count.unary=flow.count.stateful_flat_map.unary
      `waxwing recovery inspect` lists the ids of the old store. It is left as it is.
      """)

  @Argument(help: "The directory of the old store.")
  var old: String

  @Argument(help: "The directory of the new store; made when it is not there.")
  var new: String

  @Option(help: "How many partitions the new store has.")
  var partitions: Int

  @Option(parsing: .upToNextOption, help: "Step ids that change, as old=new.")
  var map: [String] = []

  @Option(
    parsing: .upToNextOption,
    help:
      "Old ids of steps that read files in 0.16 or 0.17, so that 0.18 finds their positions; for a directory's files step=DIRECTORY."
  )
  var files: [String] = []

  @Option(
    parsing: .upToNextOption, help: "Old ids of steps whose rows stay behind, because the flow's new steps cannot use them.")
  var drop: [String] = []

  func run() throws {
    var stepIDs: [String: String] = [:]
    for pair in map {
      let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw ValidationError("'\(pair)' is no pair of step ids; write --map old=new")
      }
      if stepIDs.updateValue(parts[1], forKey: parts[0]) != nil {
        throw ValidationError("step '\(parts[0])' is mapped twice; keep one of them")
      }
    }
    if let step = drop.first(where: { stepIDs[$0] != nil }) {
      throw ValidationError("step '\(step)' is both mapped and dropped; take it out of --map or of --drop")
    }
    var renamings: [String: @Sendable (String) throws -> String] = [:]
    for file in files {
      let parts = file.split(separator: "=", maxSplits: 1).map(String.init)
      let step = parts.first ?? ""
      renamings[step] = { key in
        // 0.18 writes the file system in front, which a key cannot get twice.
        guard !key.contains("::") else {
          throw ValidationError(
            "the keys of step '\(step.shown)' are named as 0.18 names files already, as '\(key.shown)'; take it out of --files")
        }
        return try partitionName(ofFile: key, below: parts.count > 1 ? parts[1] : nil)
      }
    }
    let outcome = try makingDirectories([new]) {
      try StoreImport(stepIDs: stepIDs, renamings: renamings, dropped: Set(drop)).run(
        from: storeDirectories(old), to: new, partitions: partitions)
    }
    for (step, keys) in outcome.keys.sorted(by: { $0.key < $1.key }) { print("\(step.shown): \(counted(keys, "key"))") }
    if !outcome.absent.isEmpty {
      let names = outcome.absent.map { "'\($0.shown)'" }.joined(separator: ", ")
      print(
        "the old store has no rows of \(names), so nothing was to be carried over; 'waxwing recovery inspect \(old)' lists those that it has"
      )
    }
    print("\(new) resumes from epoch \(outcome.resumeEpoch)")
  }
}
