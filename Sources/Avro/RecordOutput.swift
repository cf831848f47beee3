/// A record that is being written.
///
/// Fields that come in the schema's order go straight to the output. From the first that does not, each is kept apart and
/// put in its place at the end.
final class RecordOutput {
  private let output: EncodingOutput
  private let record: RecordWriting
  /// The first field that has not been written in order.
  private var next = 0
  private var kept: [Int: StepEncoder] = [:]

  init(_ output: EncodingOutput, _ record: RecordWriting) {
    self.output = output
    self.record = record
  }

  /// Where the value for a key goes: the output and step to write it with; `nil` for a key that the record has no field for.
  func place(for key: String) throws(AvroError) -> (output: EncodingOutput, step: Int)? {
    if kept.isEmpty, next < record.fields.count, record.fields[next].name == key {
      next += 1
      return (output, record.fields[next - 1].step)
    }
    guard let encoder = try keep(key) else { return nil }
    encoder.isUsed = true
    return (encoder.output, encoder.number)
  }

  /// Writes a field whose value is `nil`: as null, or as its default where it cannot be null.
  func leaveOut(_ key: String) throws(AvroError) {
    guard let index = record.index[key] else { return }
    guard let bytes = record.fields[index].null ?? record.fields[index].byDefault else { throw .lacking(key, of: record.name) }
    try place(for: key)?.output.writer.bytes += bytes
  }

  /// An encoder whose bytes are put in the key's place at the end.
  func keep(_ key: String) throws(AvroError) -> StepEncoder? {
    guard let index = record.index[key] else {
      guard output.isStrict else { return nil }
      throw AvroError(.notEncodable, "record '\(record.name)' has no such field; add it to the schema", at: key)
    }
    guard index >= next else {
      throw AvroError(.notEncodable, "the field is written twice; write it once", at: key)
    }
    let encoder = StepEncoder.apart(from: output, record.fields[index].step)
    kept[index] = encoder
    return encoder
  }

  /// Writes the fields that were kept, and what stands for those that were not given.
  func finish() throws(AvroError) {
    for index in next..<max(next, record.fields.count) {
      let field = record.fields[index]
      if let encoder = kept[index] {
        do { try encoder.finish() } catch { throw error.inside(field.name) }
        output.writer.bytes += encoder.output.writer.bytes
      } else if let absent = field.absent {
        output.writer.bytes += absent
      } else {
        throw AvroError.lacking(field.name, of: record.name)
      }
    }
  }
}

/// The items of an array, or the keys and values of a map, that are being written.
final class ListOutput {
  private let output: EncodingOutput
  private let step: Int
  private let start: Int
  private(set) var count = 0
  /// Items from the first on that had to be kept apart.
  private var kept: [StepEncoder] = []

  init(_ output: EncodingOutput, _ step: Int) {
    self.output = output
    self.step = step
    start = output.writer.bytes.count
    // Room for the number of items, which most often takes a byte.
    output.writer.bytes.append(0)
  }

  /// Where the next item goes.
  func place(for key: String? = nil) -> (output: EncodingOutput, step: Int) {
    guard kept.isEmpty else {
      let encoder = keep(key)
      encoder.isUsed = true
      return (encoder.output, step)
    }
    count += 1
    if let key { output.writer.write(key) }
    return (output, step)
  }

  /// An encoder for the next item whose bytes are added at the end.
  func keep(_ key: String? = nil) -> StepEncoder {
    count += 1
    let encoder = StepEncoder.apart(from: output, step)
    if let key { encoder.output.writer.write(key) }
    kept.append(encoder)
    return encoder
  }

  /// Writes the items that were kept, the number of items and the end.
  func finish() throws(AvroError) {
    for encoder in kept {
      try encoder.finish()
      output.writer.bytes += encoder.output.writer.bytes
    }
    guard count > 0 else { return }
    var number = ByteWriter()
    number.write(Int64(count))
    output.writer.bytes[start] = number.bytes[0]
    if number.bytes.count > 1 { output.writer.bytes.insert(contentsOf: number.bytes[1...], at: start + 1) }
    output.writer.write(0 as Int64)
  }
}
