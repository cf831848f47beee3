/// What a schema says about a value. Records, enums and fixed types stand here by their full name; the schema's
/// `definitions` tell what they are.
public indirect enum AvroType: Hashable, Sendable {
  case null, boolean, int, long, float, double, bytes, string
  case array(AvroType)
  case map(AvroType)
  case union([AvroType])
  case named(String)
  /// A primitive type that stands for something else; an unknown or ill-formed logical type is ignored, as the standard has it.
  case logical(AvroLogicalType, AvroType)

  /// The type as it is written, without what it stands for.
  var physical: AvroType {
    guard case .logical(_, let type) = self else { return self }
    return type
  }

  /// A type's name in a schema; for named types the full name.
  public var name: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .int: "int"
    case .long: "long"
    case .float: "float"
    case .double: "double"
    case .bytes: "bytes"
    case .string: "string"
    case .array: "array"
    case .map: "map"
    case .union: "union"
    case .named(let name): name
    case .logical(_, let type): type.name
    }
  }

  /// The primitive type of this name.
  init?(primitive name: String) {
    switch name {
    case "null": self = .null
    case "boolean": self = .boolean
    case "int": self = .int
    case "long": self = .long
    case "float": self = .float
    case "double": self = .double
    case "bytes": self = .bytes
    case "string": self = .string
    default: return nil
    }
  }
}

/// A type that has a name.
public enum AvroDefinition: Hashable, Sendable {
  case record(AvroRecordType)
  case enumeration(AvroEnumType)
  case fixed(AvroFixedType)

  /// Full names that this type's data may also have been written under.
  var aliases: [String] {
    switch self {
    case .record(let type): type.aliases
    case .enumeration(let type): type.aliases
    case .fixed(let type): type.aliases
    }
  }

  /// What the definition is called in a schema.
  var kind: String {
    switch self {
    case .record: "record"
    case .enumeration: "enum"
    case .fixed: "fixed"
    }
  }
}

/// A record's name and fields.
public struct AvroRecordType: Hashable, Sendable {
  public let name: String
  public let aliases: [String]
  public internal(set) var fields: [AvroField]
}

/// One field of a record.
public struct AvroField: Hashable, Sendable {
  public let name: String
  public let aliases: [String]
  public let type: AvroType
  /// The default as it would be written.
  public internal(set) var defaultBytes: [UInt8]?
}

/// An enum's name and symbols.
public struct AvroEnumType: Hashable, Sendable {
  public let name: String
  public let aliases: [String]
  public let symbols: [String]
  /// The symbol that a reader takes for one it does not know.
  public let defaultSymbol: String?
}

/// A type of so many bytes.
public struct AvroFixedType: Hashable, Sendable {
  public let name: String
  public let aliases: [String]
  public let size: Int
  public let logical: AvroLogicalType?
}
