/// How data of one schema become values of another: one step a type of the writer's, found by number, so that types may
/// contain themselves.
struct ReadPlan: Sendable {
  var steps: [ReadStep] = []
  private(set) var root = 0

  /// Throws an `AvroError` that says where the schemas do not match. What only some data would meet (a union's branch, an
  /// enum's symbol that the reader does not know) is found when it is met.
  init(writer: AvroSchema, reader: AvroSchema) throws(AvroError) {
    var resolution = Resolution(writer: writer.definitions, reader: reader.definitions)
    root = try resolution.step(writer.type, as: reader.type, at: "$")
    steps = resolution.steps
  }
}

/// How a value of the writer's is read.
enum ReadStep: Sendable {
  case null, boolean
  case int(as: NumberKind)
  case long(as: NumberKind)
  case float(as: NumberKind)
  case double
  case bytes(asString: Bool)
  case string(asBytes: Bool)
  case fixed(Int)
  case enumeration(EnumReading)
  case array(ItemReading)
  case map(Int)
  case record(RecordReading)
  /// A union of the writer's.
  case union([Int])
  /// What has been read as step `of` stands for something else.
  case logical(AvroLogicalType, of: Int)
  /// A branch of the writer's that the reader has no place for.
  case unreadable(AvroError)
}

/// What a number of the writer's becomes.
enum NumberKind: Sendable {
  case int, long, float, double
}

/// How an array's items are read.
struct ItemReading: Sendable {
  let step: Int
  /// Whether an item may take no bytes at all.
  let mayBeEmpty: Bool
}

/// How an enum is read: the reader's symbol for each of the writer's, `nil` where it has none.
final class EnumReading: Sendable {
  let name: String
  let written: [String]
  let symbols: [String?]

  init(name: String, written: [String], symbols: [String?]) {
    self.name = name
    self.written = written
    self.symbols = symbols
  }
}

/// How a record is read.
final class RecordReading: Sendable {
  let shape: RecordShape
  /// The writer's fields in their order: how each is read, and which of the reader's it becomes, if any.
  let wire: [(step: Int, target: Int?)]
  /// For each of the reader's fields where it comes from.
  let origins: [Origin]
  /// Whether the writer's fields are the reader's, in their order.
  let isDirect: Bool

  /// Where a field of the reader's comes from.
  enum Origin: Sendable {
    /// The number of the writer's field.
    case wire(Int)
    /// The default's bytes, as the reader's schema writes them.
    case absent([UInt8], step: Int)
  }

  init(shape: RecordShape, wire: [(step: Int, target: Int?)], origins: [Origin]) {
    self.shape = shape
    self.wire = wire
    self.origins = origins
    isDirect = origins.count == wire.count && wire.enumerated().allSatisfy { $0 == $1.target }
  }
}
