import CRdKafka

/// What one worker writes with: messages go into librdkafka's queue, and a flush waits until all have been acknowledged.
final class KafkaProducer {
  let client: KafkaClient
  private let defaultTopic: String?
  /// Whether the run is over, so that a broker that is down need not be waited for.
  let isStopping: () -> Bool
  private var topics: [String: OpaquePointer] = [:]
  private var lastTopic: (name: String, topic: OpaquePointer)?

  /// Idempotent unless the user's settings say something that excludes it; only what goes wrong is reported for each message.
  init(
    brokers: [String], topic: String?, addConfig: [String: String], notices: Notices = .standardError,
    isStopping: @escaping () -> Bool = { false }
  ) throws {
    self.isStopping = isStopping

    var own = [("bootstrap.servers", brokers.joined(separator: ",")), ("delivery.report.only.error", "true")]
    let excluding = [
      "acks", "request.required.acks", "retries", "message.send.max.retries", "max.in.flight",
      "max.in.flight.requests.per.connection",
      "queuing.strategy",
    ]
    if !excluding.contains(where: { addConfig[$0] != nil }) { own.append(("enable.idempotence", "true")) }
    client = try KafkaClient(RD_KAFKA_PRODUCER, ClientSettings(own).adding(addConfig), reportingTo: notices)
    defaultTopic = topic
  }

  deinit { for topic in topics.values { rd_kafka_topic_destroy(topic) } }

  /// Puts messages into the queue; waits while it is full. Throws what earlier messages have met, too.
  func write(_ messages: [SerializedKafkaSinkMessage]) throws {
    for message in messages {
      guard let name = message.topic ?? defaultTopic else { throw KafkaConnectorError(.noTopic, "") }
      let topic = try handle(of: name)
      while true {
        let code = enqueue(message, topic)
        if code == RD_KAFKA_RESP_ERR_NO_ERROR { break }
        guard code == RD_KAFKA_RESP_ERR__QUEUE_FULL else { throw refusal(code, message, name) }
        try client.serve(milliseconds: 100)
        if isStopping() { try flush() }
      }
    }
    try client.serve()
  }

  /// Waits until every message has been acknowledged; throws when one was not.
  ///
  /// A broker that is down is waited for as long as `message.timeout.ms`, but for ten seconds only once the run is over.
  func flush() throws {
    // What librdkafka has to report counts as waiting until it is served. With no messages waiting, nothing is learnt about the broker.
    try client.serve()
    if rd_kafka_outq_len(client.handle) == 0 { return }
    let start = ContinuousClock.now
    var over: ContinuousClock.Instant?
    var hasSaid = false
    while true {
      let code = rd_kafka_flush(client.handle, 500)
      try client.serve()
      if code == RD_KAFKA_RESP_ERR_NO_ERROR { break }
      let waited = ContinuousClock.now - start
      let left = rd_kafka_outq_len(client.handle)
      if over == nil && isStopping() { over = .now }
      if let over, ContinuousClock.now - over > .seconds(10) {
        throw KafkaConnectorError(.notDelivered, defaultTopic ?? "", "\(left) messages", ConfluentKafkaError(code))
      }
      if !hasSaid && waited > .seconds(5) {
        client.events.notices.say("\(left) messages wait for the Kafka broker at \(client.settings.brokers) to acknowledge them")
        hasSaid = true
      }
    }
    client.events.cameThrough()
  }

  private func refusal(_ code: rd_kafka_resp_err_t, _ message: SerializedKafkaSinkMessage, _ topic: String) -> any Error {
    if code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE {
      return KafkaConnectorError(.messageTooLarge, topic, "\((message.key?.count ?? 0) + (message.value?.count ?? 0))")
    }
    do { try client.serve() } catch { return error }
    return KafkaConnectorError(.notDelivered, topic, "a message", ConfluentKafkaError(code))
  }

  private func handle(of name: String) throws -> OpaquePointer {
    if let lastTopic, lastTopic.name == name { return lastTopic.topic }
    let topic: OpaquePointer
    if let known = topics[name] {
      topic = known
    } else {
      guard let made = rd_kafka_topic_new(client.handle, name, nil) else {
        throw KafkaConnectorError(.badSetting, name, "\(ConfluentKafkaError(rd_kafka_last_error()))")
      }
      topics[name] = made
      topic = made
    }
    lastTopic = (name, topic)
    return topic
  }

  private func enqueue(_ message: SerializedKafkaSinkMessage, _ topic: OpaquePointer) -> rd_kafka_resp_err_t {
    withBytes(message.key) { key, keySize in
      withBytes(message.value) { value, size in
        if message.headers.isEmpty && message.timestamp == 0 {
          let code = rd_kafka_produce(
            topic, RD_KAFKA_PARTITION_UA, Int32(RD_KAFKA_MSG_F_COPY), UnsafeMutableRawPointer(mutating: value), size, key,
            keySize, nil)
          return code == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_last_error()
        }
        return enqueue(message, topic, (key, keySize), (value, size))
      }
    }
  }

  /// The way of messages with headers or a time of their own.
  private func enqueue(
    _ message: SerializedKafkaSinkMessage, _ topic: OpaquePointer, _ key: (UnsafeRawPointer?, Int),
    _ value: (UnsafeRawPointer?, Int)
  ) -> rd_kafka_resp_err_t {
    var parts: [rd_kafka_vu_t] = []
    func add(_ kind: rd_kafka_vtype_t, _ set: (inout rd_kafka_vu_t) -> Void) {
      var part = rd_kafka_vu_t()
      part.vtype = kind
      set(&part)
      parts.append(part)
    }
    add(RD_KAFKA_VTYPE_RKT) { $0.u.rkt = topic }
    add(RD_KAFKA_VTYPE_MSGFLAGS) { $0.u.i = Int32(RD_KAFKA_MSG_F_COPY) }
    add(RD_KAFKA_VTYPE_KEY) { $0.u.mem = .init(ptr: UnsafeMutableRawPointer(mutating: key.0), size: key.1) }
    add(RD_KAFKA_VTYPE_VALUE) { $0.u.mem = .init(ptr: UnsafeMutableRawPointer(mutating: value.0), size: value.1) }
    if message.timestamp != 0 { add(RD_KAFKA_VTYPE_TIMESTAMP) { $0.u.i64 = Int64(message.timestamp) } }
    var headers: OpaquePointer?
    if !message.headers.isEmpty {
      headers = rd_kafka_headers_new(message.headers.count)
      for (name, bytes) in message.headers {
        withBytes(bytes) { start, size in _ = rd_kafka_header_add(headers, name, -1, start, size) }
      }
      add(RD_KAFKA_VTYPE_HEADERS) { $0.u.headers = headers }
    }
    let failure = rd_kafka_produceva(client.handle, parts, parts.count)
    guard let failure else { return RD_KAFKA_RESP_ERR_NO_ERROR }
    // The message owns its headers only once it has been taken.
    if let headers { rd_kafka_headers_destroy(headers) }
    defer { rd_kafka_error_destroy(failure) }
    return rd_kafka_error_code(failure)
  }
}

/// Lends bytes to C: no pointer for `nil`, which is written as nothing, and one that nobody reads for an empty array, which is not.
@inline(__always)
private func withBytes<Result>(_ bytes: [UInt8]?, _ body: (UnsafeRawPointer?, Int) -> Result) -> Result {
  guard let bytes else { return body(nil, 0) }
  return bytes.withUnsafeBytes { body($0.isEmpty ? UnsafeRawPointer(bitPattern: 1) : $0.baseAddress, $0.count) }
}
