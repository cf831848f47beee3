extension WritePlan {
  /// Writes a generic value as step `number` says. Fields that a record lacks are written as their default, or as null.
  func write(_ value: AvroValue, _ number: Int, to writer: inout ByteWriter) throws(AvroError) {
    switch steps[number] {
    case .array(let item): try writeArray(value, item, to: &writer)
    case .map(let item): try writeMap(value, item, to: &writer)
    case .record(let record): try writeRecord(value, record, to: &writer)
    case .union(let union):
      let branch = try branch(for: value, in: union)
      writer.write(Int64(branch))
      try write(value, union.branches[branch], to: &writer)
    case .logical(let logical, let type):
      try writer.write(try logical.written(value, as: type) ?? value, type.step)
    case let step: try writer.write(value, step)
    }
  }

  private func writeArray(_ value: AvroValue, _ item: Int, to writer: inout ByteWriter) throws(AvroError) {
    guard case .array(let items) = value else { throw .misfit(value.kind, "array") }
    if !items.isEmpty { writer.write(Int64(items.count)) }
    for index in items.indices {
      do { try write(items[index], item, to: &writer) } catch { throw error.inside("[\(index)]") }
    }
    writer.write(0 as Int64)
  }

  private func writeMap(_ value: AvroValue, _ item: Int, to writer: inout ByteWriter) throws(AvroError) {
    let members: [(String, AvroValue)]
    switch value {
    // In the order of their keys, so that equal maps are written alike.
    case .map(let values): members = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    case .record(let record): members = Array(zip(record.fieldNames, record.values))
    default: throw .misfit(value.kind, "map")
    }
    if !members.isEmpty { writer.write(Int64(members.count)) }
    for (key, value) in members {
      writer.write(key)
      do { try write(value, item, to: &writer) } catch { throw error.inside("[\(key)]") }
    }
    writer.write(0 as Int64)
  }

  private func writeRecord(_ value: AvroValue, _ record: RecordWriting, to writer: inout ByteWriter) throws(AvroError) {
    switch value {
    case .record(let given):
      let isInOrder = given.shape.fields.count == record.fields.count
      for (index, field) in record.fields.enumerated() {
        if isInOrder, given.shape.fields[index] == field.name {
          try write(given.values[index], field, to: &writer)
        } else {
          try write(given[field.name], field, of: record, to: &writer)
        }
      }
    case .map(let values):
      for field in record.fields { try write(values[field.name], field, of: record, to: &writer) }
    default: throw .misfit(value.kind, "record '\(record.name)'")
    }
  }

  private func write(_ value: AvroValue, _ field: FieldWriting, to writer: inout ByteWriter) throws(AvroError) {
    do { try write(value, field.step, to: &writer) } catch { throw error.inside(field.name) }
  }

  private func write(
    _ value: AvroValue?, _ field: FieldWriting, of record: RecordWriting, to writer: inout ByteWriter
  ) throws(AvroError) {
    if let value { return try write(value, field, to: &writer) }
    guard let absent = field.absent else { throw .lacking(field.name, of: record.name) }
    writer.bytes += absent
  }

  /// The branch that is of the value's own kind, or else the first that it can be written as.
  private func branch(for value: AvroValue, in union: UnionWriting) throws(AvroError) -> Int {
    var best: (branch: Int, fit: Int)?
    for (index, number) in union.branches.enumerated() {
      let fit = fit(of: value, number)
      if fit > best?.fit ?? 0 { best = (index, fit) }
    }
    guard let best else { throw noBranch(for: value.kind, in: union) }
    return best.branch
  }

  /// How well a value goes with a branch: 0 not at all, `.max` exactly; of several records the one with the most fields.
  private func fit(of value: AvroValue, _ number: Int) -> Int {
    let step = steps[number]
    switch (step, value) {
    case (.null, .null), (.boolean, .boolean), (.int, .int), (.long, .long), (.float, .float), (.double, .double),
      (.bytes, .bytes),
      (.string, .string), (.array, .array), (.map, .map):
      return .max
    case (.long, .int), (.double, .float), (.double, .int), (.double, .long), (.float, .int), (.float, .long), (.float, .double):
      return 1
    case (.int, .long(let value)): return Int32(exactly: value) == nil ? 0 : 2
    case (.fixed(let size), .fixed(let bytes)): return bytes.count == size ? .max : 0
    case (.fixed(let size), .bytes(let bytes)): return bytes.count == size ? 1 : 0
    case (.bytes, .fixed), (.string, .enumeration): return 1
    case (.enumeration(let type), .enumeration(let symbol)): return type.index[symbol] == nil ? 0 : .max
    case (.enumeration(let type), .string(let symbol)): return type.index[symbol] == nil ? 0 : 1
    case (.record(let type), .record(let record)):
      return record.name == type.name ? .max : fit(ofFields: record.fieldNames, type)
    case (.record(let type), .map(let values)): return fit(ofFields: Array(values.keys), type)
    case (.map, .record): return 1
    // Not exactly its kind, though it can be written.
    case (.logical(.date, _), .timestamp), (.logical(.localTimestamp, _), .timestamp): return 1
    case (.logical(let logical, let type), _):
      if let written = try? logical.written(value, as: type) { return type.step.takes(written) ? .max : 0 }
      return type.step.takes(value) ? 2 : 0
    default: return 0
    }
  }

  /// One more than the fields in common; 0 if one that is needed is not there.
  private func fit(ofFields given: [String], _ record: RecordWriting) -> Int {
    let names = Set(given)
    guard record.fields.allSatisfy({ $0.absent != nil || names.contains($0.name) }) else { return 0 }
    return 3 + record.fields.count { names.contains($0.name) }
  }

  /// What is thrown for a value that no branch of a union takes.
  func noBranch(for what: String, in union: UnionWriting) -> AvroError {
    let names = union.branches.map { steps[$0].name }.joined(separator: ", ")
    return AvroError(.notEncodable, "\(what) is none of the union's types \(names); give one of them")
  }
}

extension WriteStep {
  /// Whether a value can be written in this, of the steps that have no parts.
  func takes(_ value: AvroValue) -> Bool {
    var writer = ByteWriter()
    return (try? writer.write(value, self)) != nil
  }
}

extension ByteWriter {
  /// Writes a value as a step that has no parts says; numbers are widened, and narrowed if nothing is lost.
  mutating func write(_ value: AvroValue, _ step: WriteStep) throws(AvroError) {
    switch (step, value) {
    case (.null, .null): break
    case (.boolean, .boolean(let value)): write(value)
    case (.int, .int(let value)), (.long, .int(let value)): write(Int64(value))
    case (.long, .long(let value)): write(value)
    case (.int, .long(let value)): try writeInt(value)
    case (.float, .float(let value)): write(value)
    case (.float, .double(let value)): write(Float(value))
    case (.float, .int(let value)): write(Float(value))
    case (.float, .long(let value)): write(Float(value))
    case (.double, .double(let value)): write(value)
    case (.double, .float(let value)): write(Double(value))
    case (.double, .int(let value)): write(Double(value))
    case (.double, .long(let value)): write(Double(value))
    case (.bytes, .bytes(let value)), (.bytes, .fixed(let value)): write(value)
    case (.string, .string(let value)), (.string, .enumeration(let value)): write(value)
    case (.fixed(let size), .fixed(let value)), (.fixed(let size), .bytes(let value)): try writeFixed(value, size)
    case (.enumeration(let type), .enumeration(let symbol)), (.enumeration(let type), .string(let symbol)):
      try write(symbol: symbol, of: type)
    default: throw .misfit(value.kind, step.name)
    }
  }

  mutating func writeInt(_ value: Int64) throws(AvroError) {
    guard Int32(exactly: value) != nil else {
      throw AvroError(.notEncodable, "\(value) is too large for an int; make the field a long")
    }
    write(value)
  }

  mutating func writeFixed(_ value: [UInt8], _ size: Int) throws(AvroError) {
    guard value.count == size else {
      throw AvroError(.notEncodable, "\(value.count) bytes where the fixed type has \(size); give as many")
    }
    bytes += value
  }

  mutating func write(symbol: String, of type: EnumWriting) throws(AvroError) {
    guard let index = type.index[symbol] else {
      throw AvroError(.notEncodable, "'\(symbol)' is not a symbol of enum '\(type.name)'; give one of its symbols")
    }
    write(Int64(index))
  }
}

extension AvroError {
  /// What is thrown for a value of another type than the schema's.
  static func misfit(_ what: String, _ wanted: String) -> AvroError {
    AvroError(.notEncodable, "\(what) is not of type \(wanted); give such a value")
  }

  static func lacking(_ field: String, of record: String) -> AvroError {
    AvroError(.notEncodable, "record '\(record)' lacks the field '\(field)', which has no default; give it a value")
  }
}
