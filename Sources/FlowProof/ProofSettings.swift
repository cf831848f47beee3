import Foundation

/// How flows are run to be compared.
package struct ProofSettings: Sendable {
  /// The numbers of workers to compare with, in order.
  package var workers = [1, 2]
  /// Words for the script itself.
  package var words: [String] = []
  package var limits = RunLimits()
  /// The folder that the flow works in, a copy of which each run gets.
  package var folder = FileManager.default.currentDirectoryPath
  /// What of the folder is copied; everything when empty.
  package var inputs: [String] = []
  /// How much may be copied, in bytes.
  package var copiedBytes = 256 << 20
  /// How often and by which dice flows are killed; nil when they are not.
  package var crash: CrashSettings?

  /// How flows meet Kafka; nil when they do not.
  package var kafka: KafkaRehearsal?

  package init() {}

  /// The command line of the programs, as `waxwing run` would give it.
  var arguments: [String] { words.isEmpty ? [] : ["--"] + words }

  /// What asks every era for this many workers, and leaves the command line to the script.
  static func variables(workers: Int) -> [String: String] { ["BYTEWAX_WORKERS_PER_PROCESS": "\(workers)"] }
}

/// How flows read Kafka and write nothing to it: each run reads the same messages, and what it would have written is compared.
package struct KafkaRehearsal: Sendable {
  /// The broker that is read, in the place of the flows' own.
  package var broker: String
  /// How many messages of each partition are read, the last ones.
  package var messages: Int

  package init(broker: String, messages: Int) { (self.broker, self.messages) = (broker, messages) }

  /// What tells the programs; `notes` is a file that all runs of one comparison share.
  func variables(notes: String) -> [String: String] {
    [
      "WAXWING_REHEARSAL_BROKER": broker, "WAXWING_REHEARSAL_MESSAGES": "\(messages)", "WAXWING_REHEARSAL_NOTES": notes,
    ]
  }
}

/// How flows are killed.
package struct CrashSettings: Sendable {
  /// How often each side is killed at most.
  package var kills: Int
  /// What the moments are drawn from: equal seeds draw equal moments.
  package var seed: UInt64

  package init(kills: Int = 10, seed: UInt64 = 1) { (self.kills, self.seed) = (kills, seed) }
}
