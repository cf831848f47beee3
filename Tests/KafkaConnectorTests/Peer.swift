import CRdKafka
import Foundation

/// librdkafka used barely, to check the connector with something that is not the connector.
final class Peer {
  /// A message as it lies in a topic.
  struct Record {
    var partition: Int32 = 0
    var offset: Int64 = 0
    var key: [UInt8]?
    var value: [UInt8]?
    var headers: [(String, [UInt8]?)] = []
    var timestamp: Int64 = 0
    var text: String { value.map { String(decoding: $0, as: UTF8.self) } ?? "nil" }
  }

  private let producer: OpaquePointer
  let address: String

  init(at address: String, _ settings: [String: String] = [:]) throws {
    self.address = address
    producer = try Self.client(RD_KAFKA_PRODUCER, ["bootstrap.servers": address].merging(settings) { $1 })
  }

  deinit { rd_kafka_destroy(producer) }

  private static func client(_ kind: rd_kafka_type_t, _ settings: [String: String]) throws -> OpaquePointer {
    let configuration = rd_kafka_conf_new()
    for (name, value) in settings { rd_kafka_conf_set(configuration, name, value, nil, 0) }
    rd_kafka_conf_set_log_cb(configuration) { _, _, _, _ in }
    guard let client = rd_kafka_new(kind, configuration, nil, 0) else { throw PeerError("no client with \(settings)") }
    return client
  }

  /// Waits until the broker answers; a broker that does not within half a minute will not.
  func waitUntilAnswered() throws {
    for _ in 0..<60 {
      var metadata: UnsafePointer<rd_kafka_metadata>?
      let code = rd_kafka_metadata(producer, 0, nil, &metadata, 500)
      if code == RD_KAFKA_RESP_ERR_NO_ERROR {
        rd_kafka_metadata_destroy(metadata)
        return
      }
      rd_kafka_poll(producer, 100)
    }
    throw PeerError("the broker at \(address) does not answer")
  }

  func create(_ topic: String, partitions: Int) throws {
    var new = rd_kafka_NewTopic_new(topic, Int32(partitions), 1, nil, 0)
    defer { rd_kafka_NewTopic_destroy(new) }
    try administer { rd_kafka_CreateTopics(producer, &new, 1, nil, $0) }
  }

  func grow(_ topic: String, to partitions: Int) throws {
    var new = rd_kafka_NewPartitions_new(topic, partitions, nil, 0)
    defer { rd_kafka_NewPartitions_destroy(new) }
    try administer { rd_kafka_CreatePartitions(producer, &new, 1, nil, $0) }
  }

  func delete(_ topic: String) throws {
    var old = rd_kafka_DeleteTopic_new(topic)
    defer { rd_kafka_DeleteTopic_destroy(old) }
    try administer { rd_kafka_DeleteTopics(producer, &old, 1, nil, $0) }
  }

  /// Deletes what stands before an offset.
  func deleteRecords(of topic: String, before offset: Int64) throws {
    let list = rd_kafka_topic_partition_list_new(1)
    defer { rd_kafka_topic_partition_list_destroy(list) }
    rd_kafka_topic_partition_list_add(list, topic, 0).pointee.offset = offset
    var request = rd_kafka_DeleteRecords_new(list)
    defer { rd_kafka_DeleteRecords_destroy(request) }
    try administer { rd_kafka_DeleteRecords(producer, &request, 1, nil, $0) }
  }

  /// Commits a position for a group, as a consumer of it would.
  func commit(offset: Int64, of topic: String, for group: String) throws {
    let consumer = try Self.client(RD_KAFKA_CONSUMER, ["bootstrap.servers": address, "group.id": group])
    defer { rd_kafka_destroy(consumer) }
    let list = rd_kafka_topic_partition_list_new(1)
    defer { rd_kafka_topic_partition_list_destroy(list) }
    rd_kafka_topic_partition_list_add(list, topic, 0).pointee.offset = offset
    let code = rd_kafka_commit(consumer, list, 0)
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw PeerError("not committed: \(String(cString: rd_kafka_err2str(code)))") }
  }

  private func administer(_ call: (OpaquePointer?) -> Void) throws {
    let queue = rd_kafka_queue_new(producer)
    defer { rd_kafka_queue_destroy(queue) }
    call(queue)
    guard let event = rd_kafka_queue_poll(queue, 20_000) else { throw PeerError("the broker did not answer an administrator") }
    defer { rd_kafka_event_destroy(event) }
    if rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR {
      throw PeerError(String(cString: rd_kafka_event_error_string(event)))
    }
  }

  /// Writes texts, each to a partition of its own choice.
  func write(_ texts: [String], to topic: String, partition: Int32 = 0) throws {
    try write(texts.map { Record(partition: partition, value: Array($0.utf8)) }, to: topic)
  }

  /// Writes records without headers to the partitions they name, and waits until they are there.
  func write(_ records: [Record], to topic: String) throws {
    let handle = rd_kafka_topic_new(producer, topic, nil)
    defer { rd_kafka_topic_destroy(handle) }
    for record in records {
      var value = record.value ?? []
      let key = record.key ?? []
      while value.withUnsafeMutableBytes({ value in
        key.withUnsafeBytes { key in
          rd_kafka_produce(
            handle, record.partition, Int32(RD_KAFKA_MSG_F_COPY),
            record.value == nil ? nil : value.baseAddress ?? UnsafeMutableRawPointer(bitPattern: 1),
            value.count, record.key == nil ? nil : key.baseAddress ?? UnsafeRawPointer(bitPattern: 1), key.count, nil)
        }
      }) != 0 {
        guard rd_kafka_last_error() == RD_KAFKA_RESP_ERR__QUEUE_FULL else { throw PeerError("not written to \(topic)") }
        rd_kafka_poll(producer, 50)
      }
    }
    guard rd_kafka_flush(producer, 30_000) == RD_KAFKA_RESP_ERR_NO_ERROR else { throw PeerError("not acknowledged: \(topic)") }
  }

  /// Everything in the first partitions of a topic, by partition and offset; aborted and open transactions only when asked for.
  func readAll(_ topic: String, partitions: Int = 1, uncommitted: Bool = false) throws -> [Record] {
    let consumer = try Self.client(
      RD_KAFKA_CONSUMER,
      [
        "bootstrap.servers": address, "enable.partition.eof": "true", "auto.offset.reset": "earliest", "group.id": "peer",
        "isolation.level": uncommitted ? "read_uncommitted" : "read_committed",
      ])
    defer { rd_kafka_destroy(consumer) }
    let handle = rd_kafka_topic_new(consumer, topic, nil)
    defer { rd_kafka_topic_destroy(handle) }
    var records: [Record] = []
    for partition in 0..<Int32(partitions) {
      rd_kafka_consume_start(handle, partition, -2)
      defer { rd_kafka_consume_stop(handle, partition) }
      var patience = 60
      while patience > 0 {
        guard let message = rd_kafka_consume(handle, partition, 500) else {
          patience -= 1
          continue
        }
        defer { rd_kafka_message_destroy(message) }
        if message.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF { break }
        guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
        records.append(Self.record(message))
      }
      if patience == 0 { throw PeerError("no end of \(topic)") }
    }
    return records
  }

  private static func record(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> Record {
    func bytes(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8]? {
      start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) }
    }
    var record = Record(partition: message.pointee.partition, offset: message.pointee.offset)
    record.key = bytes(message.pointee.key, message.pointee.key_len)
    record.value = bytes(message.pointee.payload, message.pointee.len)
    record.timestamp = rd_kafka_message_timestamp(message, nil)
    var headers: OpaquePointer?
    if rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR {
      for index in 0..<rd_kafka_header_cnt(headers) {
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        rd_kafka_header_get_all(headers, index, &name, &value, &size)
        record.headers.append((name.map { String(cString: $0) } ?? "", bytes(value, size)))
      }
    }
    return record
  }
}

/// Thrown when a test's own side of Kafka fails.
struct PeerError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension [UInt8]? {
  /// The bytes of a text.
  static func text(_ text: String) -> [UInt8]? { Array(text.utf8) }
}

/// The text of bytes; `nil` for none.
func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
