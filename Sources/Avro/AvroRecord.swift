/// A record's fields in the order of its schema.
public struct AvroRecord: Hashable, Sendable {
  /// Shared by all records that were read with one schema.
  let shape: RecordShape
  public internal(set) var values: [AvroValue]

  init(shape: RecordShape, values: [AvroValue]) {
    self.shape = shape
    self.values = values
  }

  /// A record with these fields. Its `name` is needed only where a union leaves open which record is meant.
  public init(_ name: String? = nil, _ fields: KeyValuePairs<String, AvroValue>) {
    self.init(shape: RecordShape(name: name, fields: fields.map(\.key)), values: fields.map(\.value))
  }

  /// The record type's full name.
  public var name: String? { shape.name }

  public var fieldNames: [String] { shape.fields }

  /// A field's value; `nil` if there is no such field. Setting does nothing to a field that is not there.
  public subscript(_ field: String) -> AvroValue? {
    get { shape.index[field].map { values[$0] } }
    set {
      guard let index = shape.index[field], let newValue else { return }
      values[index] = newValue
    }
  }
}

/// The names of a record's fields.
final class RecordShape: Hashable, Sendable {
  let name: String?
  let fields: [String]
  let index: [String: Int]

  init(name: String?, fields: [String]) {
    self.name = name
    self.fields = fields
    index = Dictionary(zip(fields, fields.indices)) { first, _ in first }
  }

  static func == (a: RecordShape, b: RecordShape) -> Bool { a === b || (a.name == b.name && a.fields == b.fields) }

  func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(fields)
  }
}
