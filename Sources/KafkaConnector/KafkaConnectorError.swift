/// Why a Kafka source or sink cannot go on: what it was about, what happened, and what to do about it.
public struct KafkaConnectorError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure; more may come.
  public struct Code: Hashable, Sendable {
    let name: String

    /// librdkafka refuses a setting.
    public static let badSetting = Code(name: "badSetting")
    /// There is no address to connect to.
    public static let noBrokers = Code(name: "noBrokers")
    /// No broker has answered for as long as `socket.connection.setup.timeout.ms`.
    public static let brokersUnreachable = Code(name: "brokersUnreachable")
    /// The broker does not accept who we are.
    public static let authenticationRefused = Code(name: "authenticationRefused")
    /// The broker's certificate or ours is refused.
    public static let encryptionFailed = Code(name: "encryptionFailed")
    /// The cluster has no such topic, and makes none.
    public static let topicMissing = Code(name: "topicMissing")
    /// The topic was there when the flow began to read it, and is no longer.
    public static let topicGone = Code(name: "topicGone")
    /// The cluster will not describe a topic.
    public static let topicRefused = Code(name: "topicRefused")
    /// A partition was asked for that is not one of the source's.
    public static let otherTopic = Code(name: "otherTopic")
    /// The position to read from has been deleted, or has never been written.
    public static let offsetOutOfRange = Code(name: "offsetOutOfRange")
    /// Reading failed.
    public static let notRead = Code(name: "notRead")
    /// Neither the message nor the sink names a topic.
    public static let noTopic = Code(name: "noTopic")
    /// A message is larger than the client or the broker takes.
    public static let messageTooLarge = Code(name: "messageTooLarge")
    /// Messages were not acknowledged.
    public static let notDelivered = Code(name: "notDelivered")
    /// A transaction could not be begun or committed.
    public static let transactionFailed = Code(name: "transactionFailed")
  }

  public let code: Code
  /// The topic, partition, setting or brokers.
  public let subject: String
  /// What was found there.
  public let detail: String
  /// What librdkafka reports, where it reports anything.
  public let cause: ConfluentKafkaError?

  init(_ code: Code, _ subject: String, _ detail: String = "", _ cause: ConfluentKafkaError? = nil) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.cause = cause
  }

  public var description: String {
    let reason = cause.map { "\($0)" } ?? detail
    return switch code {
    case .badSetting: "librdkafka refuses '\(subject)': \(detail); correct addConfig"
    case .noBrokers: "no Kafka broker is named; give brokers an address, as in localhost:9092"
    case .brokersUnreachable: "no Kafka broker answers at \(subject) (\(detail)); start one or correct brokers"
    case .authenticationRefused:
      "the broker at \(subject) refuses to let us in: \(reason); correct security.protocol and the sasl settings in addConfig"
    case .encryptionFailed:
      "no TLS connection to the broker at \(subject): \(reason); correct ssl.ca.location and the other ssl settings in addConfig"
    case .topicMissing: "topic '\(subject)' does not exist; create it or correct its name"
    case .topicGone:
      "topic '\(subject)' is no longer there at \(detail); make it again and start the flow with an empty recovery store, or take it out of the source"
    case .topicRefused:
      "the partitions of topic '\(subject)' cannot be listed: \(reason); check the topic's name and who may read it"
    case .otherTopic: "partition '\(subject)' is not of a topic of this source; resume with the topics the flow was started with"
    case .offsetOutOfRange:
      "partition '\(subject)' has no offset \(detail); start without its recovery store, or set auto.offset.reset in addConfig to earliest or latest to skip what is gone"
    case .notRead:
      "partition '\(subject)' cannot be read: \(reason); check the broker, or read with kop.input to get errors as a stream"
    case .noTopic: "a message has no topic and neither has the sink; give one of them a topic"
    case .messageTooLarge:
      "a message of \(detail) bytes for topic '\(subject)' is too large; raise message.max.bytes in addConfig and at the broker, or write smaller messages"
    case .notDelivered:
      "\(detail) for topic '\(subject)' could not be delivered: \(reason); check the broker and run the flow again"
    case .transactionFailed:
      "transaction '\(subject)' could not \(detail): \(reason); check that no other flow uses this transactional.id and run the flow again"
    default: "\(code.name): \(subject) \(detail)"
    }
  }
}
