/// Which part of a message is being serialized or deserialized.
public enum MessageField: String, Hashable, Sendable {
  case none, key, value
}

/// What a serializer or deserializer is told beside the data: the topic, if it is known, and which part of the message it is.
public struct SerializationContext: Sendable {
  public let topic: String?
  public let field: MessageField
  public let headers: [(String, [UInt8]?)]

  @inlinable
  public init(topic: String?, field: MessageField, headers: [(String, [UInt8]?)] = []) {
    self.topic = topic
    self.field = field
    self.headers = headers
  }
}

/// Makes bytes of a key or a value; called as `serializer(value, context)`.
public protocol Serializer<Value>: Sendable {
  associatedtype Value
  /// The bytes of `obj`; `nil` for nothing. What it throws stops the flow.
  func callAsFunction(_ obj: Value, _ ctx: SerializationContext) throws -> [UInt8]?
  /// What was wrong when this was made, so that a flow says so before it starts; `nil` by default.
  var mistake: (any Error)? { get }
}

extension Serializer {
  public var mistake: (any Error)? { nil }
}

/// Makes a key or a value of bytes; called as `deserializer(bytes, context)`.
public protocol Deserializer<Value>: Sendable {
  associatedtype Value: Sendable
  /// What the bytes mean; `nil` is a message without that part. What it throws goes to the error stream with the message.
  func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext) throws -> Value
  /// What was wrong when this was made, so that a flow says so before it starts; `nil` by default.
  var mistake: (any Error)? { get }
}

extension Deserializer {
  public var mistake: (any Error)? { nil }
}
