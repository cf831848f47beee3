/// What a type's `encode(to:)` is given: it writes one value, as one step of a plan says.
final class StepEncoder: Encoder, SingleValueEncodingContainer {
  let output: EncodingOutput
  let number: Int
  /// The name of the type that is being written, to find its branch among a union's records.
  var typeName: () -> String = { "" }
  private var record: RecordOutput?
  private var list: ListOutput?
  /// Whether something has been asked of it, or is written to its output without it.
  var isUsed = false

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ output: EncodingOutput, _ number: Int) {
    self.output = output
    self.number = number
  }

  /// An encoder whose bytes are kept apart, to be put in their place later.
  static func apart(from output: EncodingOutput, _ number: Int) -> StepEncoder {
    StepEncoder(EncodingOutput(plan: output.plan, isStrict: output.isStrict), number)
  }

  /// Writes what stands at the end of the value.
  func finish() throws(AvroError) {
    // A type without properties need not ask for a container.
    if !isUsed { _ = container(keyedBy: NoKey.self) }
    try record?.finish()
    try list?.finish()
  }

  // MARK: Containers

  /// A container cannot refuse to be made; what is wrong with it is said when something is put into it.
  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    isUsed = true
    if let record { return KeyedEncodingContainer(RecordContainer(output: record)) }
    if let list { return KeyedEncodingContainer(MapContainer(output: list)) }
    do throws(AvroError) {
      let number = try branch(\.maps, "a keyed value")
      switch output.plan.steps[number] {
      case .record(let writing):
        let record = RecordOutput(output, writing)
        self.record = record
        return KeyedEncodingContainer(RecordContainer(output: record))
      case .map(let item):
        let list = ListOutput(output, item)
        self.list = list
        return KeyedEncodingContainer(MapContainer(output: list))
      default: throw output.misfit("a keyed value", number)
      }
    } catch {
      return KeyedEncodingContainer(RefusingContainer(error: error))
    }
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    isUsed = true
    if let list { return ArrayContainer(output: list) }
    do throws(AvroError) {
      let number = try branch(\.arrays, "an array")
      guard case .array(let item) = output.plan.steps[number] else { throw output.misfit("an array", number) }
      let list = ListOutput(output, item)
      self.list = list
      return ArrayContainer(output: list)
    } catch {
      return RefusingArray(error: error)
    }
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    isUsed = true
    return self
  }

  /// This step, or the branch of this union that takes such a value; of several records the one named like the type.
  private func branch(_ candidates: KeyPath<UnionWriting, [Int]>, _ what: String) throws(AvroError) -> Int {
    guard case .union(let union) = output.plan.steps[number] else { return number }
    let branches = union[keyPath: candidates]
    guard branches.count > 1 else { return try output.choose(branches.first, union, what) }
    let name = typeName()
    let simpleName = name.split(separator: ".").last.map(String.init) ?? name
    let namesake = branches.first { branch in
      guard case .record(let record) = output.plan.steps[union.branches[branch]] else { return name.hasPrefix("Dictionary<") }
      return record.simpleName == simpleName
    }
    guard let namesake else {
      let detail =
        "the union has several records and none is called '\(simpleName)'; name the type like its record, or give an AvroValue"
      throw AvroError(.notEncodable, detail)
    }
    return try output.choose(namesake, union, what)
  }

  // MARK: Single values

  func encodeNil() throws { try output.encodeNil(number) }
  func encode(_ value: Bool) throws { try output.encode(value, number) }
  func encode(_ value: String) throws { try output.encode(value, number) }
  func encode(_ value: Double) throws { try output.encode(value, number) }
  func encode(_ value: Float) throws { try output.encode(value, number) }
  func encode(_ value: Int) throws { try output.encode(integer: value, number) }
  func encode(_ value: Int8) throws { try output.encode(integer: value, number) }
  func encode(_ value: Int16) throws { try output.encode(integer: value, number) }
  func encode(_ value: Int32) throws { try output.encode(integer: value, number) }
  func encode(_ value: Int64) throws { try output.encode(integer: value, number) }
  func encode(_ value: UInt) throws { try output.encode(integer: value, number) }
  func encode(_ value: UInt8) throws { try output.encode(integer: value, number) }
  func encode(_ value: UInt16) throws { try output.encode(integer: value, number) }
  func encode(_ value: UInt32) throws { try output.encode(integer: value, number) }
  func encode(_ value: UInt64) throws { try output.encode(integer: value, number) }
  func encode<Value: Encodable>(_ value: Value) throws { try output.encode(value, number) }
}

/// The keys of a type without properties.
private struct NoKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
