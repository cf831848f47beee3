import CRdKafka
import DataflowCore

/// One partition being read; it belongs to one worker.
///
/// It has a queue of its own that the shared consumer fills, so taking a batch is one call, and needs no group.
final class PartitionTail {
  private let client: KafkaClient
  private let topic: OpaquePointer
  private let queue: OpaquePointer
  private let number: Int32
  private let batch: UnsafeMutableBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?>
  private let labels: ConsumerLagGauge.Labels
  /// The first offset that is not read.
  private let end: Int
  /// The topic's name, shared by all messages.
  let name: String
  private var isOpen = true
  private var hasEnded = false
  /// The offset to resume from: behind everything given out so far.
  private(set) var position: Int
  private var idlePolls = 0
  private var lagDue = ContinuousClock.now
  /// Where the first partition looks whether others have been added or all are gone; the others do not look.
  private let counts: PartitionCounts?
  private var watch: TopicWatch
  private var nextLook: ContinuousClock.Instant
  /// While messages come, a topic is there, and only whether it has grown is of interest.
  private static let busyPause = Duration.seconds(60)

  init(
    _ client: KafkaClient, _ name: String, _ number: Int32, from start: KafkaOffset, to end: Int = .max, batchSize: Int,
    stepID: String, watching counts: PartitionCounts? = nil
  ) throws {
    self.client = client
    self.name = name
    self.number = number
    labels = .init(stepID: stepID, topic: name, partition: Int(number))
    self.counts = counts
    watch = TopicWatch(patience: .milliseconds(client.settings.propagationTime))
    nextLook = .now + watch.pause
    self.end = end
    let first = try client.resolve(start, of: name, number)
    guard let topic = rd_kafka_topic_new(client.handle, name, nil), let queue = rd_kafka_queue_new(client.handle) else {
      throw KafkaConnectorError(.topicRefused, name, "", ConfluentKafkaError(rd_kafka_last_error()))
    }
    self.topic = topic
    self.queue = queue
    position = first
    hasEnded = first >= end
    batch = .allocate(capacity: max(1, batchSize))
    batch.initialize(repeating: nil)
    guard rd_kafka_consume_start_queue(topic, number, Int64(first), queue) == 0 else {
      isOpen = false
      throw KafkaConnectorError(.notRead, "\(number)-\(name)", "", ConfluentKafkaError(rd_kafka_last_error()))
    }
  }

  deinit {
    close()
    rd_kafka_queue_destroy(queue)
    rd_kafka_topic_destroy(topic)
    batch.deallocate()
  }

  /// Stops reading; what has been fetched and not given out is forgotten.
  func close() {
    if isOpen { rd_kafka_consume_stop(topic, number) }
    isOpen = false
  }

  /// Gives `each` what has come, without waiting; throws `StopIteration` behind the end.
  ///
  /// An error that belongs to the partition is what `onError` makes of it; one that is about the whole connection is thrown.
  func poll(
    _ each: (UnsafeMutablePointer<rd_kafka_message_t>) -> Void,
    onError: (KafkaSourceError, _ asThrown: KafkaConnectorError) throws -> Void
  ) throws {
    if hasEnded { throw StopIteration() }
    let count = rd_kafka_consume_batch_queue(queue, 0, batch.baseAddress, batch.count)
    // The client's own news comes on another queue; asking for it costs less than a message.
    try client.serve()
    if count <= 0 {
      idlePolls += 1
      if counts != nil && idlePolls % 100 == 0 && ContinuousClock.now > nextLook { try look() }
      return
    }
    idlePolls = 0
    client.events.cameThrough()
    defer { for index in 0..<count { rd_kafka_message_destroy(batch[index]) } }
    for index in 0..<count {
      guard let message = batch[index] else { continue }
      if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
        if message.pointee.offset >= end {
          hasEnded = true
          break
        }
        each(message)
        position = Int(message.pointee.offset) + 1
      } else if message.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF {
        // The end is told by the next call, so that what came before it is given out.
        hasEnded = true
        break
      } else {
        try meet(message.pointee, onError)
      }
    }
    if position >= end { hasEnded = true }
    try measureLag()
  }

  private func meet(
    _ message: rd_kafka_message_t, _ onError: (KafkaSourceError, KafkaConnectorError) throws -> Void
  ) throws {
    let text = message.payload.map { String(decoding: UnsafeRawBufferPointer(start: $0, count: message.len), as: UTF8.self) }
    let cause = ConfluentKafkaError(message.err, text)
    let place = "\(number)-\(name)"
    if Self.meansUnknown(message.err) {
      // Whether it is so, and stays so, is asked of the broker.
      nextLook = .now
      return
    }
    let isGone = message.err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET || message.err == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE
    // Nothing more can come of a partition whose position is gone.
    if isGone { hasEnded = true }
    // The beginning and the end are never gone, only their topic.
    let thrown =
      isGone && position >= 0
      ? KafkaConnectorError(.offsetOutOfRange, place, "\(position); the broker has \(marks)", cause)
      : KafkaConnectorError(.notRead, place, "", cause)
    let known = SerializedKafkaSourceMessage(
      key: nil, value: nil, topic: name, offset: message.offset >= 0 ? Int(message.offset) : nil, partition: Int(number))
    try onError(KafkaSourceError(cause, known), thrown)
  }

  private var marks: String {
    var (low, high): (Int64, Int64) = (0, 0)
    let code = rd_kafka_query_watermark_offsets(client.handle, name, number, &low, &high, 1000)
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? "\(low) to \(high)" : "others"
  }

  /// Asks the broker what has become of the topic, in idle moments only. Says it when there are more partitions than were listed, because
  /// only a new start reads them; throws `topicGone` when the topic has not been there for long enough, or has been made anew with fewer.
  func look() throws {
    let now = ContinuousClock.now
    defer { nextLook = now + watch.pause }
    var metadata: UnsafePointer<rd_kafka_metadata>?
    guard let counts, rd_kafka_metadata(client.handle, 0, topic, &metadata, 300) == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata
    else { return }
    defer { rd_kafka_metadata_destroy(metadata) }
    guard metadata.pointee.topic_cnt == 1 else { return }
    let found = metadata.pointee.topics[0]
    let count = Int(found.partition_cnt)
    let isThere = !Self.meansUnknown(found.err) && (found.err != RD_KAFKA_RESP_ERR_NO_ERROR || count > 0 && !counts.isFewer(count, of: name))
    let (notices, brokers) = (client.events.notices, client.settings.brokers)
    switch watch.see(isThere: isThere, at: now) {
    case .missing:
      notices.say("topic '\(name)' is no longer there at \(brokers); waiting for it for \(client.settings.propagationTime / 1000) s")
    case .back: notices.say("topic '\(name)' is there again")
    case .gone: throw KafkaConnectorError(.topicGone, name, brokers)
    case .there, .stillMissing: break
    }
    if isThere, let before = counts.grown(name, to: count) {
      notices.say("topic '\(name)' has grown from \(before) to \(count) partitions; stop the flow and resume it to read the new ones")
    }
  }

  /// Whether an error says that there is no such topic, or no such partition of it.
  private static func meansUnknown(_ code: rd_kafka_resp_err_t) -> Bool {
    [RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION].contains(code)
  }

  /// How long to leave the partition alone, in milliseconds; `nil` for as short as the engine likes.
  ///
  /// A topic where nothing happens is asked a hundred times a second, one that has just been busy a thousand times.
  var pause: Int? { idlePolls > 200 ? 10 : nil }

  /// Once a second; the marks are those of the last answer of the broker, so nothing is asked.
  private func measureLag() throws {
    let now = ContinuousClock.now
    guard now >= lagDue, position >= 0 else { return }
    lagDue = now + .seconds(1)
    if counts != nil && now > nextLook + Self.busyPause { try look() }
    var (low, high): (Int64, Int64) = (0, 0)
    if rd_kafka_get_watermark_offsets(client.handle, name, number, &low, &high) == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 {
      BYTEWAX_CONSUMER_LAG_GAUGE.set(max(0, Int(high) - position), for: labels)
    }
  }
}

extension KafkaClient {
  /// The offset that a start means now, so that what comes before the first message is not lost when the flow resumes without having
  /// read any. The beginning stays a name: nothing comes before it.
  func resolve(_ start: KafkaOffset, of topic: String, _ partition: Int32) throws -> Int {
    switch start {
    case .end: try marks(of: topic, partition).upperBound
    case .stored: try committed(topic, partition)
    default: start.rawValue
    }
  }

  /// The offsets of a partition's messages, asked of the broker.
  func marks(of topic: String, _ partition: Int32) throws -> Range<Int> {
    var (low, high): (Int64, Int64) = (0, 0)
    do { try ask { rd_kafka_query_watermark_offsets(handle, topic, partition, &low, &high, $0) } } catch let error
      as ConfluentKafkaError
    {
      throw KafkaConnectorError(.notRead, "\(partition)-\(topic)", "", error)
    }
    return Int(low)..<Int(max(low, high))
  }

  /// What the group has committed; where it has nothing, what librdkafka's own rule says, whose default is the end.
  private func committed(_ topic: String, _ partition: Int32) throws -> Int {
    let list = rd_kafka_topic_partition_list_new(1)
    defer { rd_kafka_topic_partition_list_destroy(list) }
    rd_kafka_topic_partition_list_add(list, topic, partition)
    do { try ask(timeout: 5000) { rd_kafka_committed(handle, list, $0) } } catch let error as ConfluentKafkaError {
      throw KafkaConnectorError(.notRead, "\(partition)-\(topic)", "", error)
    }
    if let offset = list?.pointee.elems[0].offset, offset >= 0 { return Int(offset) }
    let rule = settings.properties.last { $0.name == "auto.offset.reset" && $0.value != "error" }?.value
    return ["smallest", "earliest", "beginning"].contains(rule)
      ? KafkaOffset.beginning.rawValue : try marks(of: topic, partition).upperBound
  }
}
