extension AvroSchema {
  /// The schema's parsing canonical form: equal for schemas that read the same data, whatever else their texts say.
  public var canonicalForm: String {
    var writing = CanonicalWriting(definitions: definitions)
    writing.write(type)
    return writing.text
  }

  /// The CRC-64-AVRO of the canonical form.
  public var fingerprint: UInt64 {
    canonicalForm.utf8.reduce(Self.emptyFingerprint) { hash, byte in
      hash >> 8 ^ Self.fingerprintTable[Int(UInt8(truncatingIfNeeded: hash) ^ byte)]
    }
  }

  private static let emptyFingerprint: UInt64 = 0xc15d_213a_a4d7_a795

  private static let fingerprintTable: [UInt64] = (0..<256).map { byte in
    (0..<8).reduce(UInt64(byte)) { hash, _ in hash >> 1 ^ (hash & 1 == 0 ? 0 : emptyFingerprint) }
  }
}

/// Writes types in canonical form: a named type whole where it is met first, and by its name from then on.
private struct CanonicalWriting {
  let definitions: [String: AvroDefinition]
  private var written: Set<String> = []
  private(set) var text = ""

  init(definitions: [String: AvroDefinition]) { self.definitions = definitions }

  mutating func write(_ type: AvroType) {
    switch type {
    case .array(let items): wrap(#"{"type":"array","items":"#, "}") { $0.write(items) }
    case .map(let values): wrap(#"{"type":"map","values":"#, "}") { $0.write(values) }
    case .union(let branches):
      wrap("[", "]") { $0.list(branches) { $0.write($1) } }
    case .named(let name):
      guard written.insert(name).inserted, let definition = definitions[name] else { return quote(name) }
      write(definition, name)
    case .logical(_, let type): write(type)
    default: quote(type.name)
    }
  }

  private mutating func write(_ definition: AvroDefinition, _ name: String) {
    wrap(#"{"name":"\#(name)","type":"\#(definition.kind)","#, "}") { writing in
      switch definition {
      case .record(let record):
        writing.wrap(#""fields":["#, "]") {
          $0.list(record.fields) { writing, field in
            writing.wrap(#"{"name":"\#(field.name)","type":"#, "}") { $0.write(field.type) }
          }
        }
      case .enumeration(let type): writing.wrap(#""symbols":["#, "]") { $0.list(type.symbols) { $0.quote($1) } }
      case .fixed(let type): writing.text += #""size":\#(type.size)"#
      }
    }
  }

  private mutating func wrap(_ open: String, _ close: String, _ body: (inout Self) -> Void) {
    text += open
    body(&self)
    text += close
  }

  private mutating func list<Item>(_ items: [Item], _ body: (inout Self, Item) -> Void) {
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      body(&self, item)
    }
  }

  /// Names have no characters that need an escape.
  private mutating func quote(_ name: String) { text += "\"\(name)\"" }
}
