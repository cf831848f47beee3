/// A record that is being read: its fields stand one after the other, and are found by passing over those before them.
final class RecordInput {
  private let input: DecodingInput
  let record: RecordReading
  private let start: Int
  /// The writer's field that stands at `position`.
  private var next = 0
  private var position: Int
  /// The furthest that has been read, so that the record's end is found from there.
  private var furthest: (next: Int, position: Int)

  init(_ input: DecodingInput, _ record: RecordReading) {
    self.input = input
    self.record = record
    start = input.reader.position
    position = start
    furthest = (0, start)
  }

  /// Where the reader's field `key` is: the input, positioned, and the step to read it with; `nil` if there is no such field.
  func place(for key: String) throws(AvroError) -> (input: DecodingInput, step: Int)? {
    let fields = record.shape.fields
    // Most types ask for their fields in order, and most data are read as they were written.
    if record.isDirect, next < fields.count, fields[next] == key {
      input.reader.position = position
      return (input, record.wire[next].step)
    }
    guard let index = record.shape.index[key] else { return nil }
    switch record.origins[index] {
    case .wire(let number):
      try move(to: number)
      return (input, record.wire[number].step)
    case .absent(let bytes, let step):
      return (DecodingInput(plan: input.plan, reader: ByteReader(bytes, limits: AvroLimits())), step)
    }
  }

  /// Puts the input's position where the writer's field `number` begins.
  private func move(to number: Int) throws(AvroError) {
    if number < next { (next, position) = (0, start) }
    input.reader.position = position
    while next < number {
      try input.plan.skip(record.wire[next].step, from: &input.reader)
      next += 1
    }
    position = input.reader.position
  }

  /// Says that the field at `next` has been read up to the input's position.
  func passed(_ used: DecodingInput) {
    guard used === input else { return }
    next += 1
    position = input.reader.position
    if next > furthest.next { furthest = (next, position) }
  }

  /// Leaves the input's position behind the record.
  func finish() throws(AvroError) {
    input.reader.position = furthest.position
    for (step, _) in record.wire[furthest.next...] { try input.plan.skip(step, from: &input.reader) }
  }

  /// A decoder for a field that is read piece by piece.
  func decoder(for key: String) throws(AvroError) -> StepDecoder? {
    guard let place = try place(for: key) else { return nil }
    return StepDecoder(place.input.copy(), place.step)
  }
}

/// An array that is being read.
final class ArrayInput {
  private let input: DecodingInput
  private let item: ItemReading
  /// How many items are left in the block.
  private var left: Int
  private var position: Int
  private(set) var index = 0

  init(_ input: DecodingInput, _ item: ItemReading) throws(AvroError) {
    self.input = input
    self.item = item
    left = try input.reader.blockCount(itemsAreEmpty: item.mayBeEmpty)
    position = input.reader.position
  }

  var isAtEnd: Bool { left == 0 }

  /// The next item's place; throws at the end.
  func place() throws(AvroError) -> (input: DecodingInput, step: Int) {
    guard left > 0 else {
      throw AvroError(.notDecodable, "the array has \(index) items only; ask isAtEnd first", at: "[\(index)]")
    }
    input.reader.position = position
    return (input, item.step)
  }

  /// Says that an item has been read up to the input's position.
  func passed() throws(AvroError) {
    index += 1
    left -= 1
    if left == 0 { left = try input.reader.blockCount(itemsAreEmpty: item.mayBeEmpty) }
    position = input.reader.position
  }

  /// Leaves the input's position behind the array.
  func finish() throws(AvroError) {
    input.reader.position = position
    while left > 0 {
      try input.plan.skip(item.step, from: &input.reader)
      try passed()
    }
  }

  /// A decoder for the next item, which is read piece by piece.
  func decoder() throws(AvroError) -> StepDecoder {
    let place = try place()
    let decoder = StepDecoder(place.input.copy(), place.step)
    try input.plan.skip(place.step, from: &input.reader)
    try passed()
    return decoder
  }
}

/// A map that is being read; where its values are is found first.
final class MapInput {
  private let input: DecodingInput
  private let step: Int
  private(set) var positions: [String: Int] = [:]
  private(set) var keys: [String] = []
  let end: Int

  init(_ input: DecodingInput, _ step: Int) throws(AvroError) {
    self.input = input
    self.step = step
    while case let count = try input.reader.blockCount(itemsAreEmpty: false), count > 0 {
      for _ in 0..<count {
        let key = try input.reader.string()
        if positions.updateValue(input.reader.position, forKey: key) == nil { keys.append(key) }
        try input.plan.skip(step, from: &input.reader)
      }
    }
    end = input.reader.position
  }

  /// Where the value of `key` is; `nil` if there is none.
  func place(for key: String) -> (input: DecodingInput, step: Int)? {
    guard let position = positions[key] else { return nil }
    input.reader.position = position
    return (input, step)
  }

  /// A decoder for a value that is read piece by piece.
  func decoder(for key: String) -> StepDecoder? {
    guard let place = place(for: key) else { return nil }
    return StepDecoder(place.input.copy(), place.step)
  }
}

extension DecodingInput {
  /// Another input at the same place, which moves on its own.
  func copy() -> DecodingInput { DecodingInput(plan: plan, reader: reader) }
}
