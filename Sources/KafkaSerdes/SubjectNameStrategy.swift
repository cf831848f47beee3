public import KafkaConnector
import SchemaRegistry

/// Under which subject a message's schema is registered.
public struct SubjectNameStrategy: Sendable {
  private let name: @Sendable (_ ctx: SerializationContext, _ recordName: String) throws -> String

  /// A strategy of your own: the subject for a message's context and its record's full name.
  public init(_ name: @escaping @Sendable (_ ctx: SerializationContext, _ recordName: String) throws -> String) {
    self.name = name
  }

  public func callAsFunction(_ ctx: SerializationContext, _ recordName: String) throws -> String { try name(ctx, recordName) }

  /// `{topic}-key` or `{topic}-value`.
  public static let topic = SubjectNameStrategy { ctx, _ in "\(try topic(of: ctx))-\(ctx.field.rawValue)" }
  /// `{record name}`.
  public static let record = SubjectNameStrategy { _, recordName in recordName }
  /// `{topic}-{record name}`.
  public static let topicRecord = SubjectNameStrategy { ctx, recordName in "\(try topic(of: ctx))-\(recordName)" }

  private static func topic(of ctx: SerializationContext) throws -> String {
    guard let topic = ctx.topic else { throw SerializationError(.noTopic) }
    return topic
  }
}
