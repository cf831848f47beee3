/// What is wrong with a schema, a value or its bytes: where, why, and what to do about it.
public struct AvroError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure; more may come.
  public struct Code: Hashable, Sendable {
    let name: String

    /// The schema's text is not JSON, or not a schema; `path` is a JSON path.
    public static let badSchema = Code(name: "badSchema")
    /// What one schema wrote cannot be read as another; `path` is a JSON path in the reader's.
    public static let notResolvable = Code(name: "notResolvable")
    /// A value does not fit the schema; `path` names its field.
    public static let notEncodable = Code(name: "notEncodable")
    /// The bytes hold a value that is not of the type asked for; `path` names its field.
    public static let notDecodable = Code(name: "notDecodable")
    /// The bytes end in the middle of a value.
    public static let truncated = Code(name: "truncated")
    /// The bytes cannot have been written with the schema.
    public static let malformed = Code(name: "malformed")
    /// The value is larger or nested more deeply than the limits allow.
    public static let overLimit = Code(name: "overLimit")
  }

  public let code: Code
  /// A JSON path into a schema (`$.fields[0].type`), or the fields that lead to a value (`user.address`).
  public internal(set) var path: String
  public let detail: String
  /// Where in the bytes, counted from the value's first.
  public let offset: Int?

  init(_ code: Code, _ detail: String, at path: String = "", offset: Int? = nil) {
    self.code = code
    self.path = path
    self.detail = detail
    self.offset = offset
  }

  /// The same error, met inside of `field`.
  func inside(_ field: String) -> AvroError {
    var error = self
    error.path = path.isEmpty || path.hasPrefix("[") ? field + path : "\(field).\(path)"
    return error
  }

  public var description: String {
    let field = path.isEmpty ? "" : " in field '\(path)'"
    let place = offset.map { " at byte \($0)" } ?? ""
    return switch code {
    case .badSchema: "avro schema at \(path): \(detail)"
    case .notResolvable: "avro schemas do not match at \(path): \(detail)"
    case .notEncodable: "avro cannot write the value\(field): \(detail)"
    case .notDecodable: "avro cannot read the value\(field): \(detail)"
    case .truncated:
      "avro data end in the middle of a value\(field)\(place): \(detail); check that they were written with this schema"
    case .malformed: "avro data are malformed\(field)\(place): \(detail); check that they were written with this schema"
    case .overLimit: "avro data are over the limit\(field)\(place): \(detail)"
    default: "\(code.name)\(field)\(place): \(detail)"
    }
  }
}
