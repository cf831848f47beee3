#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a `Codable` value is being read from; used by one call at a time.
final class DecodingInput {
  let plan: ReadPlan
  var reader: ByteReader

  init(plan: ReadPlan, reader: ByteReader) {
    self.plan = plan
    self.reader = reader
  }

  /// Reads a value at the reader's position as step `number` says, and leaves the position behind it.
  func decode<Value: Decodable>(_ type: Value.Type, _ number: Int) throws -> Value {
    if let value = try meaning(type, number) { return value }
    try reader.enter()
    let decoder = StepDecoder(self, number)
    let value = try Value(from: decoder)
    try decoder.finish()
    reader.leave()
    return value
  }

  /// The value of a type that Avro knows; `nil` if it is another.
  private func meaning<Value>(_ type: Value.Type, _ number: Int) throws -> Value? {
    if type == AvroValue.self { return try plan.value(number, from: &reader) as? Value }
    guard isMeaningful(type) else { return nil }
    let value = try plan.value(number, from: &reader)
    let found: Any? =
      if type == [UInt8].self {
        value.bytes ?? numbers(value)
      } else if type == Data.self {
        value.bytes.map { Data($0) }
      } else if type == Date.self {
        value.date
      } else if type == UUID.self {
        uuid(value)
      } else if type == AvroDecimal.self {
        decimal(value)
      } else if type == Decimal.self {
        decimal(value)?.decimal
      } else if type == Duration.self {
        time(value)
      } else {
        duration(value)
      }
    guard let found = found as? Value else {
      throw AvroError(.notDecodable, "\(value.kind) is not a \(type); give the property another type")
    }
    return found
  }

  private func isMeaningful<Value>(_ type: Value.Type) -> Bool {
    type == [UInt8].self || type == Data.self || type == Date.self || type == UUID.self || type == AvroDecimal.self
      || type == Decimal.self || type == Duration.self || type == AvroDuration.self
  }

  private func numbers(_ value: AvroValue) -> [UInt8]? {
    guard let items = value.array else { return nil }
    let numbers = items.compactMap { $0.int.flatMap { UInt8(exactly: $0) } }
    return numbers.count == items.count ? numbers : nil
  }

  private func uuid(_ value: AvroValue) -> UUID? {
    if case .uuid(let uuid) = value { uuid } else { value.string.flatMap { UUID(uuidString: $0) } }
  }

  private func decimal(_ value: AvroValue) -> AvroDecimal? {
    switch value {
    case .decimal(let decimal): decimal
    case .int(let value): AvroDecimal(Int64(value))
    case .long(let value): AvroDecimal(value)
    case .string(let text): AvroDecimal(text)
    default: nil
    }
  }

  private func time(_ value: AvroValue) -> Duration? {
    if case .time(let time) = value { time } else { nil }
  }

  private func duration(_ value: AvroValue) -> AvroDuration? {
    if case .duration(let duration) = value { duration } else { nil }
  }

  // MARK: Single values

  /// The step of what comes next, with the branches of unions read.
  func concrete(_ number: Int) throws(AvroError) -> Int {
    var number = number
    while true {
      switch plan.steps[number] {
      case .union(let branches): number = branches[try reader.index(below: branches.count, "union branch")]
      case .logical(_, let inner): number = inner
      case .unreadable(let error): throw error
      default: return number
      }
    }
  }

  /// Whether null comes next; only then it is read.
  func decodeNil(_ number: Int) throws(AvroError) -> Bool {
    let start = reader.position
    if case .null = plan.steps[try concrete(number)] { return true }
    reader.position = start
    return false
  }

  func bool(_ number: Int) throws(AvroError) -> Bool {
    guard case .boolean = plan.steps[try concrete(number)] else { throw misfit("Bool", number) }
    return try reader.boolean()
  }

  func integer<Number: FixedWidthInteger>(_ type: Number.Type, _ number: Int) throws(AvroError) -> Number {
    let long: Int64
    switch plan.steps[try concrete(number)] {
    case .int(.int), .int(.long): long = Int64(try reader.int())
    case .long(.long): long = try reader.long()
    default: throw misfit("\(type)", number)
    }
    guard let value = Number(exactly: long) else {
      throw AvroError(.notDecodable, "\(long) is not a \(type); give the property a wider type")
    }
    return value
  }

  func double(_ number: Int) throws(AvroError) -> Double {
    switch plan.steps[try concrete(number)] {
    case .double: return try reader.double()
    case .float: return Double(try reader.float())
    case .int(let kind): return kind == .float ? Double(Float(try reader.int())) : Double(try reader.int())
    case .long(let kind): return kind == .float ? Double(Float(try reader.long())) : Double(try reader.long())
    default: throw misfit("Double", number)
    }
  }

  func string(_ number: Int) throws(AvroError) -> String {
    switch plan.steps[try concrete(number)] {
    case .string(false), .bytes(true): return try reader.string()
    case .enumeration(let type): return try type.symbol(from: &reader)
    default: throw misfit("String", number)
    }
  }

  func misfit(_ type: String, _ number: Int) -> AvroError {
    AvroError(.notDecodable, "\(plan.steps[number].name) is not a \(type); give the property another type")
  }
}

extension ReadStep {
  /// What a schema calls what is read, for messages.
  var name: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .int: "int"
    case .long: "long"
    case .float: "float"
    case .double: "double"
    case .bytes: "bytes"
    case .string: "string"
    case .fixed: "fixed"
    case .enumeration: "enum"
    case .array: "array"
    case .map: "map"
    case .record: "record"
    case .union: "union"
    case .logical(let logical, _): "\(logical)"
    case .unreadable: "a type of the writer's alone"
    }
  }
}
