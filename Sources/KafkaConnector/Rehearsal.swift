import DataflowCore
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A run that reads a broker and writes nothing to it, for `waxwing verify`, which compares two flows by what they would have written.
///
/// All runs of one comparison read of the same messages: the last ones of each partition as they lay there when the first run began,
/// from where the flow itself would begin among them and whether or not it would wait for more. What would be written goes into files of the run's own folder, one a
/// topic. `waxwing verify` asks for it by environment variables, because the programs it runs are the user's own.
struct Rehearsal: Sendable {
  /// The rehearsal that this process is, if it is one.
  static let current = Rehearsal(ProcessInfo.processInfo.environment)

  /// Read instead of the flow's own brokers.
  let broker: String
  /// How many messages of each partition are read at most.
  let most: Int
  /// Where the first run notes, for those that follow, from where to where each partition is read.
  let notes: String

  init?(_ environment: [String: String]) {
    guard let broker = environment["WAXWING_REHEARSAL_BROKER"], let notes = environment["WAXWING_REHEARSAL_NOTES"] else { return nil }
    self.broker = broker
    self.notes = notes
    most = environment["WAXWING_REHEARSAL_MESSAGES"].flatMap { Int($0) } ?? .max
  }

  // MARK: Reading

  private static let isNoting = Mutex(())

  /// What a source that begins at `start` reads of a partition, as `0-orders`; nothing of one that was not there when the first run began.
  func range(of part: String, from start: KafkaOffset) -> Range<Int> { start.part(of: noted()[part] ?? 0..<0) }

  /// Notes where a topic's partitions lie, unless an earlier run has.
  func note(_ partitions: [Int], of topic: String, _ client: KafkaClient) throws {
    try Self.isNoting.withLock { _ in
      let known = noted()
      for number in partitions where known["\(number)-\(topic)"] == nil {
        let marks = try client.marks(of: topic, Int32(number))
        let first = max(marks.lowerBound, marks.upperBound - min(most, marks.upperBound))
        try append("\(first) \(marks.upperBound) \(number)-\(topic)\n", to: notes)
      }
    }
  }

  /// From where to where each partition is read, as far as it is noted.
  private func noted() -> [String: Range<Int>] {
    let text = (try? String(contentsOfFile: notes, encoding: .utf8)) ?? ""
    let ranges = text.split(separator: "\n").compactMap { line -> (String, Range<Int>)? in
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, let low = Int(words[0]), let high = Int(words[1]), low <= high else { return nil }
      return (String(words[2]), low..<high)
    }
    return Dictionary(ranges) { first, _ in first }
  }

  // MARK: Writing

  private static let isWriting = Mutex(())

  /// Writes each message as a line of its topic's file; where pairs are compared, it is one.
  func recipe(topic: String?) -> SinkRecipe<SerializedKafkaSinkMessage> {
    .dynamic { _, _ in PartitionWriter(write: { messages in try write(messages, topic) }, snapshot: nil, close: {}) }
  }

  private func write(_ messages: [SerializedKafkaSinkMessage], _ topic: String?) throws {
    var texts: [String: String] = [:]
    for message in messages {
      guard let name = message.topic ?? topic else { throw KafkaConnectorError(.noTopic, "") }
      texts[name, default: ""] += message.line + "\n"
    }
    try Self.isWriting.withLock { _ in
      try FileManager.default.createDirectory(atPath: "kafka topics", withIntermediateDirectories: true)
      for (name, text) in texts { try append(text, to: "kafka topics/\(name)") }
    }
  }

  private func append(_ text: String, to path: String) throws {
    guard let file = fopen(path, "a") else { throw KafkaConnectorError(.notDelivered, path, "a rehearsed message", nil) }
    defer { fclose(file) }
    fputs(text, file)
  }
}

extension KafkaOffset {
  /// librdkafka's numbers for "so many messages before the end" lie below this one.
  private static let tails = -2000

  /// What is read of `messages` from here on.
  ///
  /// No message comes while flows are compared, so the newer half counts as what comes after the start. Otherwise flows that begin at the
  /// end would be compared by nothing, and one that lost its starting offset would not be told from one that kept it. What a group has
  /// committed is not known; it counts as a place of its own, the first quarter's end.
  func part(of messages: Range<Int>) -> Range<Int> {
    let first =
      switch self {
      case .beginning: messages.lowerBound
      case .end: messages.lowerBound + messages.count / 2
      case .stored: messages.lowerBound + messages.count / 4
      case _ where rawValue <= Self.tails: messages.upperBound - (Self.tails - rawValue)
      default: rawValue
      }
    return min(max(first, messages.lowerBound), messages.upperBound)..<messages.upperBound
  }
}
