import CRdKafka
import DataflowCore
import Synchronization

/// What a source needs to know to read its topics.
package struct KafkaReading: Sendable {
  let brokers: [String]
  let topics: [String]
  let tail: Bool
  let startingOffset: KafkaOffset
  let addConfig: [String: String]
  let batchSize: Int
  private let consumers = SharedConsumers()
  private let counts = PartitionCounts()

  package init(
    brokers: [String], topics: [String], tail: Bool, startingOffset: KafkaOffset, addConfig: [String: String], batchSize: Int
  ) {
    self.brokers = Rehearsal.current.map { [$0.broker] } ?? brokers
    self.topics = topics
    self.tail = tail
    self.startingOffset = startingOffset
    self.addConfig = addConfig
    self.batchSize = batchSize
  }

  /// The names of all partitions, as `0-orders`.
  package func listParts() throws -> [String] {
    let settings = ClientSettings([("bootstrap.servers", brokers.joined(separator: ","))]).adding(addConfig)
    let client = try KafkaClient(RD_KAFKA_PRODUCER, settings)
    return try topics.flatMap { topic in
      let partitions = try client.partitions(of: topic)
      counts.note(partitions.count, of: topic)
      try Rehearsal.current?.note(partitions, of: topic, client)
      return partitions.map { "\($0)-\(topic)" }
    }
  }

  /// Begins to read a partition at its stored position, or where the source says.
  func open(_ part: String, from position: Int?, for stepID: String) throws -> PartitionTail {
    guard let dash = part.firstIndex(of: "-"), let number = Int32(part[..<dash]),
      topics.contains(String(part[part.index(after: dash)...]))
    else { throw KafkaConnectorError(.otherTopic, part) }
    let topic = String(part[part.index(after: dash)...])
    let rehearsed = Rehearsal.current?.range(of: part, from: startingOffset)
    let first = rehearsed?.lowerBound ?? startingOffset.rawValue
    let consumer = try consumers.consumer(for: stepID) {
      try KafkaClient(RD_KAFKA_CONSUMER, settings, reportingTo: .standardError(of: stepID))
    }
    return try PartitionTail(
      consumer, topic, number, from: KafkaOffset(position ?? first), to: rehearsed?.upperBound ?? .max, batchSize: batchSize,
      stepID: stepID, watching: number == 0 ? counts : nil)
  }

  /// No group: positions are the flow's own. A position that is gone is an error and not a reason to skip messages silently.
  var settings: ClientSettings {
    ClientSettings([
      ("group.id", "BYTEWAX_IGNORED"), ("enable.auto.commit", "false"), ("auto.commit.enable", "false"),
      ("auto.offset.reset", "error"),
      ("bootstrap.servers", brokers.joined(separator: ",")), ("enable.partition.eof", tail && Rehearsal.current == nil ? "false" : "true"),
    ]).adding(addConfig)
  }
}

/// How many partitions each topic had when they were listed.
final class PartitionCounts: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  func note(_ count: Int, of topic: String) { counts.withLock { $0[topic] = count } }

  /// Whether this is less than the count was.
  func isFewer(_ count: Int, of topic: String) -> Bool { counts.withLock { count < $0[topic] ?? 0 } }

  /// What the count was before, when it is less than this.
  func grown(_ topic: String, to count: Int) -> Int? {
    counts.withLock { counts in
      guard let known = counts[topic], known < count else { return nil }
      counts[topic] = count
      return known
    }
  }
}

/// The consumer that a step's partitions have in common: one set of connections and threads however many partitions there are.
private final class SharedConsumers: Sendable {
  private struct Entry: Sendable { weak var client: KafkaClient? }
  private let clients = Mutex<[String: Entry]>([:])

  func consumer(for stepID: String, make: () throws -> KafkaClient) throws -> KafkaClient {
    try clients.withLock { clients in
      if let client = clients[stepID]?.client { return client }
      let client = try make()
      clients[stepID] = Entry(client: client)
      return client
    }
  }
}
