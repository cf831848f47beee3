import BytewaxRunner

/// Breaking change: kafka-recovery-removed (0.16 → 0.17).
///
/// State in two Kafka topics, deprecated in 0.16 and gone since; a flow that asks for it is refused.
@available(_PackageDescription, deprecated: 1, message: "kafka-recovery-removed: RecoveryConfig with a directory")
public struct KafkaRecoveryConfig: RecoveryConfig {
  public let brokers: [String]
  public let topicPrefix: String

  public init(brokers: [String], topicPrefix: String) {
    self.brokers = brokers
    self.topicPrefix = topicPrefix
  }

  public var recoverySettings: RecoverySettings {
    get throws {
      throw SettingsError("state in Kafka topics '\(topicPrefix)-…' is no longer supported; use SqliteRecoveryConfig with a directory")
    }
  }
}
