/// A schema as the writer follows it: one step a type, found by number, so that types may contain themselves.
struct WritePlan: Sendable {
  private(set) var steps: [WriteStep] = []
  private(set) var root = 0
  private var named: [String: Int] = [:]
  private let definitions: [String: AvroDefinition]

  init(_ schema: AvroSchema) {
    definitions = schema.definitions
    root = add(schema.type)
  }

  private mutating func add(_ type: AvroType) -> Int {
    if case .named(let name) = type { return add(name) }
    let step = step(type)
    steps.append(step)
    return steps.count - 1
  }

  private mutating func step(_ type: AvroType) -> WriteStep {
    switch type {
    case .null: .null
    case .boolean: .boolean
    case .int: .int
    case .long: .long
    case .float: .float
    case .double: .double
    case .bytes: .bytes
    case .string: .string
    case .array(let items): .array(add(items))
    case .map(let values): .map(add(values))
    case .union(let types): .union(UnionWriting(branches: types.map { add($0) }, types: types, definitions: definitions))
    case .logical(let logical, let type): .logical(logical, step(type).primitive)
    // Those that have a name are added by it.
    case .named: .null
    }
  }

  private mutating func add(_ name: String) -> Int {
    if let known = named[name] { return known }
    let number = steps.count
    named[name] = number
    // Its own number first, so that its parts may refer to it.
    steps.append(.null)
    switch definitions[name] {
    case .record(let type):
      let fields = type.fields.map { field in
        FieldWriting(name: field.name, step: add(field.type), byDefault: field.defaultBytes, null: nullBytes(in: field.type))
      }
      steps[number] = .record(RecordWriting(name: name, fields: fields))
    case .enumeration(let type): steps[number] = .enumeration(EnumWriting(name: name, symbols: type.symbols))
    case .fixed(let type):
      steps[number] = type.logical.map { .logical($0, .fixed(type.size)) } ?? .fixed(type.size)
    // The parser has seen to it that every name is defined.
    case nil: break
    }
    return number
  }

  /// How nothing is written, where the type has room for it.
  private func nullBytes(in type: AvroType) -> [UInt8]? {
    switch type {
    case .null: return []
    case .union(let branches):
      guard let index = branches.firstIndex(of: .null) else { return nil }
      var writer = ByteWriter()
      writer.write(Int64(index))
      return writer.bytes
    default: return nil
    }
  }
}

/// How a value of one type is written.
enum WriteStep: Sendable {
  case null, boolean, int, long, float, double, bytes, string
  case fixed(Int)
  case enumeration(EnumWriting)
  case array(Int)
  case map(Int)
  case record(RecordWriting)
  case union(UnionWriting)
  case logical(AvroLogicalType, PrimitiveStep)

  /// The step below a logical type; only primitives and fixed types have one.
  var primitive: PrimitiveStep {
    switch self {
    case .int: .int
    case .long: .long
    case .bytes: .bytes
    case .fixed(let size): .fixed(size)
    default: .string
    }
  }

  /// What the schema calls this, for messages.
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
    case .fixed(let size): "fixed (\(size) bytes)"
    case .enumeration(let type): "enum '\(type.name)'"
    case .array: "array"
    case .map: "map"
    case .record(let record): "record '\(record.name)'"
    case .union: "union"
    case .logical(let logical, let type): "\(type.step.name) (\(logical))"
    }
  }
}

/// What a logical type may be written as.
enum PrimitiveStep: Sendable {
  case int, long, string, bytes
  case fixed(Int)

  var step: WriteStep {
    switch self {
    case .int: .int
    case .long: .long
    case .string: .string
    case .bytes: .bytes
    case .fixed(let size): .fixed(size)
    }
  }
}

/// How one field is written, and what is written when it is not given, or is given as nothing.
struct FieldWriting: Sendable {
  let name: String
  let step: Int
  let byDefault: [UInt8]?
  let null: [UInt8]?

  /// What stands for a field that is not given.
  var absent: [UInt8]? { byDefault ?? null }
}

/// How a record is written.
final class RecordWriting: Sendable {
  let name: String
  let fields: [FieldWriting]
  let index: [String: Int]

  init(name: String, fields: [FieldWriting]) {
    self.name = name
    self.fields = fields
    index = Dictionary(uniqueKeysWithValues: zip(fields.map(\.name), fields.indices))
  }

  /// The name without its namespace.
  var simpleName: Substring { name[(name.lastIndex(of: ".").map { name.index(after: $0) } ?? name.startIndex)...] }
}

/// How an enum is written.
final class EnumWriting: Sendable {
  let name: String
  let index: [String: Int]

  init(name: String, symbols: [String]) {
    self.name = name
    index = Dictionary(uniqueKeysWithValues: zip(symbols, symbols.indices))
  }
}

/// A union's branches, and which of them takes what.
final class UnionWriting: Sendable {
  let branches: [Int]
  /// Branches by the type that is written, in their order.
  let null: Int?
  let boolean: Int?
  let integers: [Int]
  let floats: [Int]
  let strings: [Int]
  let arrays: [Int]
  let maps: [Int]

  init(branches: [Int], types: [AvroType], definitions: [String: AvroDefinition]) {
    self.branches = branches
    let kinds = types.map { type -> String in
      guard case .named(let name) = type.physical else { return type.name }
      return definitions[name]?.kind ?? ""
    }
    /// The branches that are of one of these kinds, those of the first kind first.
    func all(_ wanted: String...) -> [Int] { wanted.flatMap { kind in kinds.indices.filter { kinds[$0] == kind } } }
    null = all("null").first
    boolean = all("boolean").first
    integers = all("long", "int", "double", "float")
    floats = all("double", "float")
    strings = all("string", "enum")
    arrays = all("array")
    maps = all("record", "map")
  }
}
