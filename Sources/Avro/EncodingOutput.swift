#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a `Codable` value is being written; used by one call at a time.
final class EncodingOutput {
  let plan: WritePlan
  let isStrict: Bool
  var writer = ByteWriter()

  init(plan: WritePlan, isStrict: Bool, bytes: [UInt8] = []) {
    self.plan = plan
    self.isStrict = isStrict
    writer.bytes = bytes
  }

  /// Writes a value as step `number` says; types that have a meaning in Avro as that, others as their `encode(to:)` does.
  func encode<Value: Encodable>(_ value: Value, _ number: Int) throws {
    if let generic = genericValue(value), !isArray(number) || Value.self == AvroValue.self {
      return try plan.write(generic, number, to: &writer)
    }
    let encoder = StepEncoder(self, number)
    encoder.typeName = { "\(Value.self)" }
    try value.encode(to: encoder)
    try encoder.finish()
  }

  /// Bytes may also be given for an array of numbers.
  private func isArray(_ number: Int) -> Bool {
    if case .array = plan.steps[number] { true } else { false }
  }

  /// The value as Avro knows it, if its type is one that has a logical type or is a generic value itself.
  private func genericValue<Value>(_ value: Value) -> AvroValue? {
    // A comparison of types is cheaper than a cast, and nearly always false.
    if Value.self == [UInt8].self, let bytes = value as? [UInt8] { return .bytes(bytes) }
    if Value.self == Date.self, let date = value as? Date { return date.timeSince1970.map { .timestamp($0) } }
    if Value.self == UUID.self, let uuid = value as? UUID { return .uuid(uuid) }
    if Value.self == Data.self, let data = value as? Data { return .bytes(Array(data)) }
    if Value.self == Decimal.self, let decimal = value as? Decimal { return AvroDecimal(decimal).map { .decimal($0) } }
    if Value.self == AvroDecimal.self, let decimal = value as? AvroDecimal { return .decimal(decimal) }
    if Value.self == Duration.self, let time = value as? Duration { return .time(time) }
    if Value.self == AvroDuration.self, let duration = value as? AvroDuration { return .duration(duration) }
    if Value.self == AvroValue.self, let value = value as? AvroValue { return value }
    return nil
  }

  // MARK: Single values

  func encodeNil(_ number: Int) throws(AvroError) {
    switch plan.steps[number] {
    case .null: break
    case .union(let union):
      guard let branch = union.null else { throw misfit("nil", number) }
      writer.write(Int64(branch))
    default: throw misfit("nil", number)
    }
  }

  func encode(_ value: Bool, _ number: Int) throws(AvroError) {
    switch plan.steps[number] {
    case .boolean: writer.write(value)
    case .union(let union): try encode(value, try choose(union.boolean, union, "a boolean"))
    default: throw misfit("a boolean", number)
    }
  }

  func encode(integer value: some BinaryInteger, _ number: Int) throws(AvroError) {
    guard let long = Int64(exactly: value) else {
      throw AvroError(.notEncodable, "\(value) is too large for a long; give a smaller number")
    }
    switch plan.steps[number] {
    case .int, .logical(_, .int): try writer.writeInt(long)
    case .long, .logical(_, .long): writer.write(long)
    case .float: writer.write(Float(long))
    case .double: writer.write(Double(long))
    case .union(let union): try encode(integer: long, try choose(union.integers.first, union, "an integer"))
    default: throw misfit("an integer", number)
    }
  }

  func encode(_ value: Double, _ number: Int) throws(AvroError) {
    switch plan.steps[number] {
    case .double: writer.write(value)
    case .float: writer.write(Float(value))
    case .union(let union): try encode(value, try choose(union.floats.first, union, "a floating-point number"))
    default: throw misfit("a floating-point number", number)
    }
  }

  func encode(_ value: Float, _ number: Int) throws(AvroError) {
    switch plan.steps[number] {
    case .float: writer.write(value)
    case .double: writer.write(Double(value))
    case .union(let union): try encode(value, try choose(union.floats.last, union, "a floating-point number"))
    default: throw misfit("a floating-point number", number)
    }
  }

  func encode(_ value: String, _ number: Int) throws(AvroError) {
    switch plan.steps[number] {
    case .string, .logical(_, .string): writer.write(value)
    case .enumeration(let type): try writer.write(symbol: value, of: type)
    case .union(let union):
      let branch = union.strings.first { index in
        guard case .enumeration(let type) = plan.steps[union.branches[index]] else { return true }
        return type.index[value] != nil
      }
      try encode(value, try choose(branch, union, "the string '\(value)'"))
    default: throw misfit("the string '\(value)'", number)
    }
  }

  /// Writes a union's branch; returns the branch's own step.
  func choose(_ branch: Int?, _ union: UnionWriting, _ what: @autoclosure () -> String) throws(AvroError) -> Int {
    guard let branch else { throw plan.noBranch(for: what(), in: union) }
    writer.write(Int64(branch))
    return union.branches[branch]
  }

  func misfit(_ what: String, _ number: Int) -> AvroError {
    .misfit(what, plan.steps[number].name)
  }
}
