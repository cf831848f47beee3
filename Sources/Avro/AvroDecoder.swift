/// Reads what one schema wrote as another has it; made once for a pair of schemas, then used from any thread.
///
///     let decoder = try AvroDecoder(writer: schema)
///     let reading = try decoder.decode(Reading.self, from: bytes)
///
/// A `Codable` type's properties are matched with a record's fields by name. Logical types become `Date`, `UUID`, `Decimal`
/// and `Duration`, or the number that was written, as the property asks.
public struct AvroDecoder: Sendable {
  public let writer: AvroSchema
  public let reader: AvroSchema
  private let plan: ReadPlan
  private let limits: AvroLimits

  /// Throws an `AvroError` that says where the schemas do not match. Without a `reader` data are read as they were written.
  public init(writer: AvroSchema, reader: AvroSchema? = nil, limits: AvroLimits = AvroLimits()) throws(AvroError) {
    self.writer = writer
    self.reader = reader ?? writer
    plan = try ReadPlan(writer: writer, reader: self.reader)
    self.limits = limits
  }

  /// The value in `bytes` from `start` on; what stands behind it is an error unless `allowingRest`.
  ///
  /// Throws an `AvroError` for bytes that the writer's schema cannot have written, and for what the reader's has no place for.
  public func decode(_ bytes: [UInt8], startingAt start: Int = 0, allowingRest: Bool = false) throws(AvroError) -> AvroValue {
    var reader = ByteReader(bytes, from: start, limits: limits)
    let value = try plan.value(plan.root, from: &reader)
    if !allowingRest { try reader.expectEnd() }
    return value
  }

  /// The same as a type of your own; throws also whatever its `init(from:)` throws.
  public func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], startingAt start: Int = 0, allowingRest: Bool = false
  ) throws -> Value {
    let input = DecodingInput(plan: plan, reader: ByteReader(bytes, from: start, limits: limits))
    let value = try input.decode(type, plan.root)
    if !allowingRest { try input.reader.expectEnd() }
    return value
  }
}
