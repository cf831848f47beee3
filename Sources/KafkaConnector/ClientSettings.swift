import CRdKafka

/// librdkafka's properties in the order they are set; later ones win.
struct ClientSettings: Sendable {
  private(set) var properties: [(name: String, value: String)]

  init(_ properties: [(String, String)]) { self.properties = properties }

  /// These settings with a user's behind them, unchanged.
  func adding(_ user: [String: String]) -> ClientSettings {
    // In order of names, so that two runs fail alike.
    ClientSettings(properties + user.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// The value in force.
  subscript(name: String) -> String? { properties.last { $0.name == name }?.value }

  /// The brokers, for messages.
  var brokers: String { hiding(properties.last { ["bootstrap.servers", "metadata.broker.list"].contains($0.name) }?.value ?? "") }

  /// How long to wait for a first answer, in milliseconds.
  var patience: Int { self["socket.connection.setup.timeout.ms"].flatMap { Int($0) } ?? 30_000 }

  /// How long a broker may take to learn of a topic, in milliseconds.
  var propagationTime: Int { self["topic.metadata.propagation.max.ms"].flatMap { Int($0) } ?? 30_000 }

  /// Makes librdkafka's own configuration, which `rd_kafka_new` takes over; throws `badSetting`.
  func configuration() throws -> OpaquePointer {
    guard let configuration = rd_kafka_conf_new() else { throw KafkaConnectorError(.badSetting, "", "out of memory") }
    for (name, value) in properties {
      let refusal = withReason { rd_kafka_conf_set(configuration, name, value, $0, $1) == RD_KAFKA_CONF_OK }
      if let refusal {
        rd_kafka_conf_destroy(configuration)
        throw KafkaConnectorError(.badSetting, name, hiding(refusal))
      }
    }
    return configuration
  }
}

/// Calls something of librdkafka that explains failure in a buffer; gives the explanation, or `nil` when it went well.
func withReason(_ call: (UnsafeMutablePointer<CChar>, Int) -> Bool) -> String? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
    guard let start = buffer.baseAddress else { return "out of memory" }
    start.initialize(repeating: 0, count: buffer.count)
    return call(start, buffer.count) ? nil : String(cString: start)
  }
}

extension ConfluentKafkaError {
  /// librdkafka's error of a number, with what it says about this case.
  init(_ code: rd_kafka_resp_err_t, _ reason: String? = nil) {
    self.init(
      code: Int(code.rawValue), name: rd_kafka_err2name(code).map { String(cString: $0) } ?? "\(code.rawValue)",
      reason: reason ?? rd_kafka_err2str(code).map { String(cString: $0) } ?? "unknown error")
  }
}
