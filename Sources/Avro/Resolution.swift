/// Matches a writer's types with a reader's, as the standard's schema resolution has it.
struct Resolution {
  let writer: [String: AvroDefinition]
  let reader: [String: AvroDefinition]
  private(set) var steps: [ReadStep] = []
  private var named: [NamePair: Int] = [:]

  /// Two named types that are matched with one another.
  private struct NamePair: Hashable {
    let written: String
    let read: String
    /// Both are of the reader, or both of the writer.
    let side: Side
  }

  private enum Side: Hashable { case both, writer, reader }
  private var side = Side.both

  init(writer: [String: AvroDefinition], reader: [String: AvroDefinition]) {
    self.writer = writer
    self.reader = reader
  }

  private var written: [String: AvroDefinition] { side == .reader ? reader : writer }
  private var read: [String: AvroDefinition] { side == .writer ? writer : reader }

  /// The number of the step that reads `written` as `wanted`.
  mutating func step(_ written: AvroType, as wanted: AvroType, at path: String) throws(AvroError) -> Int {
    switch (written, wanted) {
    case (.union(let branches), _):
      let number = reserve()
      var numbers: [Int] = []
      for branch in branches {
        do { numbers.append(try step(branch, as: wanted, at: path)) } catch { numbers.append(add(.unreadable(error))) }
      }
      steps[number] = .union(numbers)
      return number
    case (_, .union(let branches)):
      return try step(written, asOneOf: branches, at: path)
    case (_, .logical(let logical, let type)):
      let number = try step(written.physical, as: type, at: path)
      let other: AvroLogicalType? = if case .logical(let other, _) = written { other } else { nil }
      return add(.logical(logical.reading(other), of: number))
    case (.logical(_, let type), _):
      return try step(type, as: wanted, at: path)
    case (.array(let items), .array(let wantedItems)):
      let item = try step(items, as: wantedItems, at: path + ".items")
      return add(.array(ItemReading(step: item, mayBeEmpty: mayBeEmpty(items, []))))
    case (.map(let values), .map(let wantedValues)):
      return add(.map(try step(values, as: wantedValues, at: path + ".values")))
    case (.named(let name), .named(let wantedName)):
      return try step(name, as: wantedName, at: path)
    default:
      guard let step = ReadStep(written, as: wanted) else { throw mismatch(written, wanted, at: path) }
      return add(step)
    }
  }

  /// The branch of a reader's union that is the very type that was written, else one written alike, else the first that matches.
  private mutating func step(_ written: AvroType, asOneOf branches: [AvroType], at path: String) throws(AvroError) -> Int {
    let candidates = branches.filter { matches(written, $0) }
    let branch =
      candidates.first { $0 == written } ?? candidates.first { $0.physical.name == written.physical.name } ?? candidates.first
    guard let branch else {
      let names = branches.map(\.name).joined(separator: ", ")
      throw AvroError(.notResolvable, "'\(written.name)' is none of the reader's union \(names); add it to the union", at: path)
    }
    return try step(written, as: branch, at: path)
  }

  /// Whether a type could be read as another, by what they are and are called.
  private func matches(_ type: AvroType, _ wanted: AvroType) -> Bool {
    switch (type.physical, wanted.physical) {
    case (.array, .array), (.map, .map): return true
    case (.named(let name), .named(let wantedName)):
      guard let definition = written[name], let wantedDefinition = read[wantedName], definition.kind == wantedDefinition.kind
      else {
        return false
      }
      if case .fixed(let type) = definition, case .fixed(let wantedType) = wantedDefinition, type.size != wantedType.size {
        return false
      }
      return isName(name, of: wantedName, wantedDefinition)
    case (let type, let wanted): return ReadStep(type, as: wanted) != nil
    }
  }

  /// The names are the same but for their namespaces, or one is an alias of the other.
  private func isName(_ name: String, of wantedName: String, _ definition: AvroDefinition) -> Bool {
    simple(name) == simple(wantedName) || definition.aliases.contains { $0 == name || simple($0) == simple(name) }
  }

  private func simple(_ name: String) -> Substring { name.split(separator: ".").last ?? "" }

  private mutating func step(_ name: String, as wantedName: String, at path: String) throws(AvroError) -> Int {
    let pair = NamePair(written: name, read: wantedName, side: side)
    if let known = named[pair] { return known }
    guard let definition = written[name], let wanted = read[wantedName], definition.kind == wanted.kind else {
      throw mismatch(.named(name), .named(wantedName), at: path)
    }
    guard isName(name, of: wantedName, wanted) else {
      throw AvroError(
        .notResolvable, "'\(name)' was written, not '\(wantedName)'; give the reader's type the alias '\(name)'", at: path)
    }
    let number = reserve()
    named[pair] = number
    switch (definition, wanted) {
    case (.record(let record), .record(let wantedRecord)):
      do { steps[number] = .record(try fields(record, as: wantedRecord, at: path)) } catch {
        // Types that contain one another may know this step already.
        steps[number] = .unreadable(error)
        throw error
      }
    case (.enumeration(let type), .enumeration(let wantedType)):
      let symbols = type.symbols.map { wantedType.symbols.contains($0) ? $0 : wantedType.defaultSymbol }
      steps[number] = .enumeration(EnumReading(name: wantedName, written: type.symbols, symbols: symbols))
    case (.fixed(let type), .fixed(let wantedType)):
      guard type.size == wantedType.size else {
        throw AvroError(
          .notResolvable, "'\(name)' was written with \(type.size) bytes, the reader's has \(wantedType.size); make them equal",
          at: path)
      }
      guard let logical = wantedType.logical else {
        steps[number] = .fixed(type.size)
        break
      }
      steps[number] = .logical(logical.reading(type.logical), of: add(.fixed(type.size)))
    default: break
    }
    return number
  }

  private mutating func fields(
    _ record: AvroRecordType, as wanted: AvroRecordType, at path: String
  ) throws(AvroError) -> RecordReading {
    var wire: [(step: Int, target: Int?)] = []
    var origins: [RecordReading.Origin?] = Array(repeating: nil, count: wanted.fields.count)
    for (index, field) in record.fields.enumerated() {
      let target =
        wanted.fields.firstIndex { $0.name == field.name } ?? wanted.fields.firstIndex { $0.aliases.contains(field.name) }
      if let target, origins[target] == nil {
        wire.append((try step(field.type, as: wanted.fields[target].type, at: "\(path).fields[\(target)].type"), target))
        origins[target] = .wire(index)
      } else {
        wire.append((try own(field.type, .writer, at: path), nil))
      }
    }
    var complete: [RecordReading.Origin] = []
    for (index, field) in wanted.fields.enumerated() {
      if let origin = origins[index] {
        complete.append(origin)
      } else if let bytes = field.defaultBytes {
        complete.append(.absent(bytes, step: try own(field.type, .reader, at: path)))
      } else {
        throw AvroError(
          .notResolvable, "the field '\(field.name)' was not written and has no default; give it one",
          at: "\(path).fields[\(index)]")
      }
    }
    return RecordReading(shape: RecordShape(name: wanted.name, fields: wanted.fields.map(\.name)), wire: wire, origins: complete)
  }

  /// The step that reads a type of one side as itself.
  private mutating func own(_ type: AvroType, _ side: Side, at path: String) throws(AvroError) -> Int {
    let outer = self.side
    // Within one side everything is of that side.
    if outer == .both { self.side = side }
    defer { self.side = outer }
    return try step(type, as: type, at: path)
  }

  private func mayBeEmpty(_ type: AvroType, _ seen: Set<String>) -> Bool {
    switch type {
    case .null: true
    case .named(let name):
      switch written[name] {
      case .fixed(let type): type.size == 0
      case .record(let record): seen.contains(name) || record.fields.allSatisfy { mayBeEmpty($0.type, seen.union([name])) }
      default: false
      }
    default: false
    }
  }

  private mutating func add(_ step: ReadStep) -> Int {
    steps.append(step)
    return steps.count - 1
  }

  private mutating func reserve() -> Int { add(.null) }

  private func mismatch(_ written: AvroType, _ wanted: AvroType, at path: String) -> AvroError {
    AvroError(
      .notResolvable, "'\(written.name)' was written and cannot be read as '\(wanted.name)'; change the reader's type", at: path)
  }
}

extension AvroLogicalType {
  /// How data are read as this type: times in the unit and decimals with the point that they were written with.
  fileprivate func reading(_ written: AvroLogicalType?) -> AvroLogicalType {
    switch (self, written) {
    case (.decimal, .decimal?): written ?? self
    case (.time, .time(let unit)?): .time(unit)
    case (.timestamp, .timestamp(let unit)?), (.timestamp, .localTimestamp(let unit)?): .timestamp(unit)
    case (.localTimestamp, .localTimestamp(let unit)?), (.localTimestamp, .timestamp(let unit)?): .localTimestamp(unit)
    default: self
    }
  }
}

extension ReadStep {
  /// How a primitive type is read as another; `nil` if it cannot.
  init?(_ written: AvroType, as wanted: AvroType) {
    switch (written, wanted) {
    case (.null, .null): self = .null
    case (.boolean, .boolean): self = .boolean
    case (.int, .int): self = .int(as: .int)
    case (.int, .long): self = .int(as: .long)
    case (.int, .float): self = .int(as: .float)
    case (.int, .double): self = .int(as: .double)
    case (.long, .long): self = .long(as: .long)
    case (.long, .float): self = .long(as: .float)
    case (.long, .double): self = .long(as: .double)
    case (.float, .float): self = .float(as: .float)
    case (.float, .double): self = .float(as: .double)
    case (.double, .double): self = .double
    case (.bytes, .bytes): self = .bytes(asString: false)
    case (.bytes, .string): self = .bytes(asString: true)
    case (.string, .string): self = .string(asBytes: false)
    case (.string, .bytes): self = .string(asBytes: true)
    default: return nil
    }
  }
}
