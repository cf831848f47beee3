/// What a type's `init(from:)` is given: it reads one value, as one step of a plan says.
final class StepDecoder: Decoder, SingleValueDecodingContainer {
  let input: DecodingInput
  private let number: Int
  /// Where the value begins, and where it ends once that is known.
  private let start: Int
  private var record: RecordInput?
  private var array: ArrayInput?
  private var map: MapInput?
  private var end: Int?

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ input: DecodingInput, _ number: Int) {
    self.input = input
    self.number = number
    start = input.reader.position
  }

  /// Leaves the reader's position behind the value, whatever part of it has been asked for.
  func finish() throws(AvroError) {
    if let record {
      try record.finish()
    } else if let array {
      try array.finish()
    } else if let end = map?.end ?? end {
      input.reader.position = end
    } else {
      input.reader.position = start
      try input.plan.skip(number, from: &input.reader)
    }
  }

  // MARK: Containers

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    if let record { return KeyedDecodingContainer(RecordFields(input: record)) }
    if let map { return KeyedDecodingContainer(MapMembers(input: map)) }
    input.reader.position = start
    let step = try input.concrete(number)
    switch input.plan.steps[step] {
    case .record(let reading):
      let record = RecordInput(input, reading)
      self.record = record
      return KeyedDecodingContainer(RecordFields(input: record))
    case .map(let item):
      let map = try MapInput(input, item)
      self.map = map
      return KeyedDecodingContainer(MapMembers(input: map))
    default: throw input.misfit("keyed value", step)
    }
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    if let array { return ArrayItems(input: array) }
    input.reader.position = start
    let step = try input.concrete(number)
    guard case .array(let item) = input.plan.steps[step] else { throw input.misfit("array", step) }
    let array = try ArrayInput(input, item)
    self.array = array
    return ArrayItems(input: array)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  // MARK: Single values

  private func read<Value>(_ body: (DecodingInput, Int) throws -> Value) rethrows -> Value {
    input.reader.position = start
    let value = try body(input, number)
    end = input.reader.position
    return value
  }

  func decodeNil() -> Bool {
    input.reader.position = start
    // What cannot be read is not null; it is found out by whoever reads it.
    guard (try? input.decodeNil(number)) == true else { return false }
    end = input.reader.position
    return true
  }

  func decode(_ type: Bool.Type) throws -> Bool { try read { try $0.bool($1) } }
  func decode(_ type: String.Type) throws -> String { try read { try $0.string($1) } }
  func decode(_ type: Double.Type) throws -> Double { try read { try $0.double($1) } }
  func decode(_ type: Float.Type) throws -> Float { try read { Float(try $0.double($1)) } }
  func decode(_ type: Int.Type) throws -> Int { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int8.Type) throws -> Int8 { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int16.Type) throws -> Int16 { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int32.Type) throws -> Int32 { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int64.Type) throws -> Int64 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt.Type) throws -> UInt { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try read { try $0.integer(type, $1) } }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try read { try $0.decode(type, $1) } }
}
