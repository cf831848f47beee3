extension ByteWriter {
  /// Writes a field's default, given as JSON, as a value of `type`. Of a union the first branch that fits counts.
  mutating func write(
    default json: JSONValue, of type: AvroType, among definitions: [String: AvroDefinition], at path: String
  ) throws(AvroError) {
    func misfit() -> AvroError {
      AvroError(.badSchema, "the default \(json.kind) is not of type '\(type.name)'; give a value of the field's type", at: path)
    }
    switch (type, json) {
    case (.null, .null): break
    case (.boolean, .bool(let value)): write(value)
    case (.int, .number):
      guard let value = json.integer, let int = Int32(exactly: value) else { throw misfit() }
      write(Int64(int))
    case (.long, .number):
      guard let value = json.integer else { throw misfit() }
      write(value)
    case (.float, _):
      guard let value = json.floatingDefault else { throw misfit() }
      write(Float(value))
    case (.double, _):
      guard let value = json.floatingDefault else { throw misfit() }
      write(value)
    case (.bytes, .string(let text)):
      guard let value = bytesOfDefault(text) else { throw misfit() }
      write(value)
    case (.string, .string(let text)): write(text)
    case (.array(let itemType), .array(let items)):
      if !items.isEmpty { write(Int64(items.count)) }
      for (index, item) in items.enumerated() {
        try write(default: item, of: itemType, among: definitions, at: "\(path)[\(index)]")
      }
      write(0 as Int64)
    case (.map(let valueType), .object(let members)):
      if !members.isEmpty { write(Int64(members.count)) }
      for member in members {
        write(member.name)
        try write(default: member.value, of: valueType, among: definitions, at: "\(path).\(member.name)")
      }
      write(0 as Int64)
    case (.union(let branches), _):
      for (index, branch) in branches.enumerated() {
        var attempt = ByteWriter()
        attempt.write(Int64(index))
        guard (try? attempt.write(default: json, of: branch, among: definitions, at: path)) != nil else { continue }
        bytes += attempt.bytes
        return
      }
      throw misfit()
    case (.logical(_, let physical), _): try write(default: json, of: physical, among: definitions, at: path)
    case (.named(let name), _):
      guard let definition = definitions[name] else { throw misfit() }
      try write(default: json, of: definition, among: definitions, misfit, at: path)
    default: throw misfit()
    }
  }

  private mutating func write(
    default json: JSONValue, of definition: AvroDefinition, among definitions: [String: AvroDefinition],
    _ misfit: () -> AvroError, at path: String
  ) throws(AvroError) {
    switch (definition, json) {
    case (.enumeration(let type), .string(let symbol)):
      guard let index = type.symbols.firstIndex(of: symbol) else { throw misfit() }
      write(Int64(index))
    case (.fixed(let type), .string(let text)):
      guard let value = bytesOfDefault(text), value.count == type.size else { throw misfit() }
      bytes += value
    case (.record(let type), .object):
      for field in type.fields {
        let place = "\(path).\(field.name)"
        if let value = json[field.name] {
          try write(default: value, of: field.type, among: definitions, at: place)
        } else if let bytes = field.defaultBytes {
          self.bytes += bytes
        } else {
          throw AvroError(.badSchema, "the default lacks the field '\(field.name)'; give it a value", at: place)
        }
      }
    default: throw misfit()
    }
  }

  /// A default for bytes is a text whose characters up to U+00FF stand for one byte each.
  private func bytesOfDefault(_ text: String) -> [UInt8]? {
    let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    return bytes.count == text.unicodeScalars.count ? bytes : nil
  }
}

extension JSONValue {
  /// A number, or one of the names that stand for those JSON cannot write.
  fileprivate var floatingDefault: Double? {
    switch self {
    case .number: double
    case .string("NaN"): .nan
    case .string("Infinity"), .string("INF"): .infinity
    case .string("-Infinity"), .string("-INF"): -.infinity
    default: nil
    }
  }
}
