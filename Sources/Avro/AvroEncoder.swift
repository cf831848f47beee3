/// Writes values as a schema has it; made once for a schema, then used from any thread.
///
///     let encoder = AvroEncoder(schema)
///     let bytes = try encoder.encode(Reading(sensor: "attic", celsius: 21.5))
///
/// A `Codable` type's properties are matched with a record's fields by name, in any order. Fields that are not given are
/// written as their default or as null. `Date`, `UUID`, `Decimal` and `Duration` are written as the logical types of that kind.
public struct AvroEncoder: Sendable {
  public let schema: AvroSchema
  private let plan: WritePlan
  private let isStrict: Bool

  /// With `strict` a property that the schema has no field for is an error; otherwise it is left out.
  public init(_ schema: AvroSchema, strict: Bool = false) {
    self.schema = schema
    plan = WritePlan(schema)
    isStrict = strict
  }

  /// The value's bytes; throws an `AvroError` that names the field if the value does not fit the schema.
  public func encode(_ value: AvroValue) throws(AvroError) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(Self.usualSize)
    try plan.write(value, plan.root, to: &writer)
    return writer.bytes
  }

  /// The value's bytes; throws an `AvroError` that names the field if the value does not fit the schema, and whatever the
  /// type's own `encode(to:)` throws.
  public func encode<Value: Encodable>(_ value: Value) throws -> [UInt8] {
    try encode(value, after: [])
  }

  /// The same behind bytes that are there already.
  public func encode<Value: Encodable>(_ value: Value, after prefix: [UInt8]) throws -> [UInt8] {
    let output = EncodingOutput(plan: plan, isStrict: isStrict, bytes: prefix)
    output.writer.bytes.reserveCapacity(Self.usualSize)
    try output.encode(value, plan.root)
    return output.writer.bytes
  }

  /// Room for most messages, so that their bytes are not moved as they become more.
  private static var usualSize: Int { 256 }
}
