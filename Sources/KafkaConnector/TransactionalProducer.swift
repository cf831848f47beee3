import CRdKafka

/// A producer whose messages become visible together, with a number that says how far it has come.
///
/// The number is committed in the transaction itself, as the offset of a group of its own; so whoever resumes can ask Kafka whether a
/// transaction that was under way when the flow died has been committed. Kafka forgets a group's offsets after some days without use
/// (`offsets.retention.minutes`); a flow that is killed in the middle should be resumed sooner.
final class TransactionalProducer {
  private let producer: KafkaProducer
  private let id: String
  private let topic: String?
  private let readingSettings: ClientSettings
  private var handle: OpaquePointer { producer.client.handle }

  /// Takes the id over: what another producer of this id has left open is aborted, and it can write no more.
  init(brokers: [String], topic: String?, addConfig: [String: String], id: String, notices: Notices, isStopping: @escaping () -> Bool) throws {
    self.id = id
    self.topic = topic
    producer = try KafkaProducer(
      brokers: brokers, topic: topic, addConfig: addConfig.merging(["transactional.id": id]) { $1 }, notices: notices,
      isStopping: isStopping)
    let connecting = addConfig.filter { name, _ in
      ["security.", "sasl.", "ssl.", "bootstrap.", "metadata.broker", "socket.", "api.", "broker."].contains {
        name.hasPrefix($0)
      }
    }
    readingSettings = ClientSettings([
      ("bootstrap.servers", brokers.joined(separator: ",")), ("group.id", "waxwing-\(id)"), ("enable.auto.commit", "false"),
    ]).adding(connecting)
    try attempt("be taken over") { rd_kafka_init_transactions(handle, 5000) }
  }

  /// The highest number among those committed with messages to these topics; zero when there is none.
  func committed(in topics: Set<String>) throws -> Int {
    if topics.isEmpty { return 0 }
    let client = try KafkaClient(RD_KAFKA_CONSUMER, readingSettings, reportingTo: producer.client.events.notices)
    let list = rd_kafka_topic_partition_list_new(Int32(topics.count))
    defer { rd_kafka_topic_partition_list_destroy(list) }
    for topic in topics.sorted() { rd_kafka_topic_partition_list_add(list, topic, 0) }
    do { try client.ask(timeout: 5000) { rd_kafka_committed(client.handle, list, $0) } } catch let error as ConfluentKafkaError {
      throw KafkaConnectorError(.transactionFailed, id, "be looked up", error)
    }
    guard let list else { return 0 }
    return (0..<Int(list.pointee.cnt)).map { Int(list.pointee.elems[$0].offset) }.max().map { max(0, $0) } ?? 0
  }

  /// Writes messages and their number in one transaction, again from its start when the broker asks for that.
  func commit(_ messages: [SerializedKafkaSinkMessage], sequence: Int) throws {
    if messages.isEmpty { return }
    for round in 1... {
      do {
        try attempt("begin") { rd_kafka_begin_transaction(handle) }
        try producer.write(messages)
        try sendSequence(sequence, to: Set(messages.compactMap { $0.topic ?? topic }))
        try attempt("be committed") { rd_kafka_commit_transaction(handle, 5000) }
        return
      } catch let aborted as MustBeginAgain {
        guard round < 5 else { throw KafkaConnectorError(.transactionFailed, id, "be committed", aborted.cause) }
        try attempt("be aborted") { rd_kafka_abort_transaction(handle, 5000) }
      }
    }
  }

  private func sendSequence(_ sequence: Int, to topics: Set<String>) throws {
    let list = rd_kafka_topic_partition_list_new(Int32(topics.count))
    defer { rd_kafka_topic_partition_list_destroy(list) }
    for topic in topics.sorted() { rd_kafka_topic_partition_list_add(list, topic, 0).pointee.offset = Int64(sequence) }
    let group = rd_kafka_consumer_group_metadata_new("waxwing-\(id)")
    defer { rd_kafka_consumer_group_metadata_destroy(group) }
    try attempt("be numbered") { rd_kafka_send_offsets_to_transaction(handle, list, group, 5000) }
  }

  /// Calls something of a transaction until it succeeds; a broker that is down is waited for, ten seconds only once the run is over.
  private func attempt(_ what: String, _ call: () -> OpaquePointer?) throws {
    var over: ContinuousClock.Instant?
    var hasSaid = false
    while let failure = call() {
      defer { rd_kafka_error_destroy(failure) }
      let cause = ConfluentKafkaError(rd_kafka_error_code(failure), rd_kafka_error_string(failure).map { String(cString: $0) })
      try producer.client.serve()
      if rd_kafka_error_txn_requires_abort(failure) != 0 { throw MustBeginAgain(cause: cause) }
      if over == nil && producer.isStopping() { over = .now }
      let isOverdue = over.map { ContinuousClock.now - $0 > .seconds(10) } ?? false
      guard rd_kafka_error_is_retriable(failure) != 0 && !isOverdue else {
        throw KafkaConnectorError(.transactionFailed, id, what, cause)
      }
      if !hasSaid {
        producer.client.events.notices.say("transaction '\(id)' could not \(what) yet (\(cause.reason)); trying again")
      }
      hasSaid = true
      rd_kafka_poll(handle, 100)
    }
  }

  /// What librdkafka says when only a new transaction can go on.
  private struct MustBeginAgain: Error { let cause: ConfluentKafkaError }
}
