import CRdKafka

extension Optional where Wrapped == [UInt8] {
  /// A copy of librdkafka's bytes, the only one that is made; `nil` for none, which is not the same as no bytes.
  @inline(__always)
  init(copying start: UnsafeMutableRawPointer?, _ count: Int) {
    self = start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) }
  }
}

extension SerializedKafkaSourceMessage {
  /// What librdkafka's message says; `topic` is its name, given so that it is made once.
  ///
  /// By pointer, because librdkafka keeps time and headers behind what C can see of a message.
  @inline(__always)
  init(_ message: UnsafeMutablePointer<rd_kafka_message_t>, topic: String) {
    var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
    let time = rd_kafka_message_timestamp(message, &kind)
    self.init(
      key: .init(copying: message.pointee.key, message.pointee.key_len),
      value: .init(copying: message.pointee.payload, message.pointee.len), topic: topic, headers: Self.headers(of: message),
      offset: Int(message.pointee.offset), partition: Int(message.pointee.partition),
      timestamp: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? nil : (Int(kind.rawValue), Int(time)))
  }

  private static func headers(of message: UnsafePointer<rd_kafka_message_t>) -> [(String, [UInt8]?)] {
    var list: OpaquePointer?
    guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
    let count = rd_kafka_header_cnt(list)
    var headers: [(String, [UInt8]?)] = []
    headers.reserveCapacity(count)
    for index in 0..<count {
      var name: UnsafePointer<CChar>?
      var value: UnsafeRawPointer?
      var size = 0
      guard rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name else { continue }
      headers.append((String(cString: name), value.map { Array(UnsafeRawBufferPointer(start: $0, count: size)) }))
    }
    return headers
  }
}
