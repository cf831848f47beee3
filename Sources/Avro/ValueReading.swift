extension ReadPlan {
  /// Reads a generic value as step `number` says.
  func value(_ number: Int, from reader: inout ByteReader) throws(AvroError) -> AvroValue {
    switch steps[number] {
    case .null: return .null
    case .boolean: return .boolean(try reader.boolean())
    case .int(let kind):
      let value = try reader.int()
      return switch kind {
      case .int: .int(value)
      case .long: .long(Int64(value))
      case .float: .float(Float(value))
      case .double: .double(Double(value))
      }
    case .long(let kind):
      let value = try reader.long()
      return switch kind {
      case .float: .float(Float(value))
      case .double: .double(Double(value))
      default: .long(value)
      }
    case .float(let kind):
      let value = try reader.float()
      return if case .double = kind { .double(Double(value)) } else { .float(value) }
    case .double: return .double(try reader.double())
    case .bytes(let asString): return asString ? .string(try reader.string()) : .bytes(try reader.data())
    case .string(let asBytes): return asBytes ? .bytes(try reader.data()) : .string(try reader.string())
    case .fixed(let size): return .fixed(try reader.take(size))
    case .enumeration(let type): return .enumeration(try type.symbol(from: &reader))
    case .array(let item): return .array(try items(item, from: &reader))
    case .map(let step): return .map(try members(step, from: &reader))
    case .record(let record): return .record(try self.record(record, from: &reader))
    case .union(let branches): return try value(branches[try reader.index(below: branches.count, "union branch")], from: &reader)
    case .logical(let logical, let inner): return try logical.value(of: try value(inner, from: &reader))
    case .unreadable(let error): throw error
    }
  }

  private func items(_ item: ItemReading, from reader: inout ByteReader) throws(AvroError) -> [AvroValue] {
    try reader.enter()
    var items: [AvroValue] = []
    while case let count = try reader.blockCount(itemsAreEmpty: item.mayBeEmpty), count > 0 {
      // What a block promises is not believed at once.
      items.reserveCapacity(items.count + min(count, 1024))
      for _ in 0..<count {
        do { items.append(try value(item.step, from: &reader)) } catch { throw error.inside("[\(items.count)]") }
      }
    }
    reader.leave()
    return items
  }

  private func members(_ step: Int, from reader: inout ByteReader) throws(AvroError) -> [String: AvroValue] {
    try reader.enter()
    var members: [String: AvroValue] = [:]
    while case let count = try reader.blockCount(itemsAreEmpty: false), count > 0 {
      for _ in 0..<count {
        let key = try reader.string()
        do { members[key] = try value(step, from: &reader) } catch { throw error.inside("[\(key)]") }
      }
    }
    reader.leave()
    return members
  }

  private func record(_ record: RecordReading, from reader: inout ByteReader) throws(AvroError) -> AvroRecord {
    try reader.enter()
    var values: [AvroValue] = []
    values.reserveCapacity(record.shape.fields.count)
    if record.isDirect {
      for index in record.wire.indices {
        do { values.append(try value(record.wire[index].step, from: &reader)) } catch {
          throw error.inside(record.shape.fields[index])
        }
      }
    } else {
      values = Array(repeating: .null, count: record.shape.fields.count)
      for (step, target) in record.wire {
        guard let target else {
          try skip(step, from: &reader)
          continue
        }
        do { values[target] = try value(step, from: &reader) } catch { throw error.inside(record.shape.fields[target]) }
      }
      for (index, origin) in record.origins.enumerated() {
        guard case .absent(let bytes, let step) = origin else { continue }
        var other = ByteReader(bytes, limits: AvroLimits())
        values[index] = try value(step, from: &other)
      }
    }
    reader.leave()
    return AvroRecord(shape: record.shape, values: values)
  }

  /// Passes over a value.
  func skip(_ number: Int, from reader: inout ByteReader) throws(AvroError) {
    switch steps[number] {
    case .null: break
    case .boolean: _ = try reader.boolean()
    case .int, .long: _ = try reader.long()
    case .float: try reader.skip(4)
    case .double: try reader.skip(8)
    case .bytes, .string: try reader.skip(try reader.length())
    case .fixed(let size): try reader.skip(size)
    case .enumeration(let type): _ = try reader.index(below: type.written.count, "symbol")
    case .array(let item):
      try reader.enter()
      while case let count = try reader.blockCount(itemsAreEmpty: item.mayBeEmpty), count > 0 {
        for _ in 0..<count { try skip(item.step, from: &reader) }
      }
      reader.leave()
    case .map(let step):
      try reader.enter()
      while case let count = try reader.blockCount(itemsAreEmpty: false), count > 0 {
        for _ in 0..<count {
          try reader.skip(try reader.length())
          try skip(step, from: &reader)
        }
      }
      reader.leave()
    case .record(let record):
      try reader.enter()
      for (step, _) in record.wire { try skip(step, from: &reader) }
      reader.leave()
    case .union(let branches): try skip(branches[try reader.index(below: branches.count, "union branch")], from: &reader)
    case .logical(_, let inner): try skip(inner, from: &reader)
    case .unreadable(let error): throw error
    }
  }
}

extension EnumReading {
  /// The reader's symbol for the next of the writer's.
  func symbol(from reader: inout ByteReader) throws(AvroError) -> String {
    let index = try reader.index(below: written.count, "symbol")
    guard let symbol = symbols[index] else {
      throw AvroError(
        .notDecodable, "'\(written[index])' is not a symbol of the reader's enum '\(name)'; add it, or give the enum a default")
    }
    return symbol
  }
}
