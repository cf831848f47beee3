/// Reads the JSON of a schema; gathers the types it defines by full name.
struct SchemaParsing {
  private(set) var definitions: [String: AvroDefinition] = [:]
  /// Defaults are written when every type they may name is known.
  private var defaults: [(record: String, field: Int, value: JSONValue, path: String)] = []

  init(known: [AvroSchema]) {
    for schema in known { definitions.merge(schema.definitions) { first, _ in first } }
  }

  /// A whole schema, with its defaults checked.
  mutating func schema(_ json: JSONValue) throws(AvroError) -> AvroType {
    let type = try self.type(json, in: "", at: "$")
    for found in defaults {
      guard case .record(var record)? = definitions[found.record] else { continue }
      var writer = ByteWriter()
      try writer.write(default: found.value, of: record.fields[found.field].type, among: definitions, at: found.path)
      record.fields[found.field].defaultBytes = writer.bytes
      definitions[found.record] = .record(record)
    }
    return type
  }

  /// A type, within `namespace`.
  private mutating func type(_ json: JSONValue, in namespace: String, at path: String) throws(AvroError) -> AvroType {
    switch json {
    case .string(let name): return try reference(to: name, in: namespace, at: path)
    case .array(let branches): return try union(branches, in: namespace, at: path)
    case .object: break
    default: throw AvroError(.badSchema, "\(json.kind) is not a type; give a type's name, an object or a union's array", at: path)
    }
    guard let kind = json["type"] else {
      throw AvroError(.badSchema, "the object has no 'type'; say what it is", at: path)
    }
    guard let name = kind.string else { return try type(kind, in: namespace, at: path + ".type") }
    switch name {
    case "array":
      guard let items = json["items"] else { throw AvroError(.badSchema, "the array has no 'items'; give their type", at: path) }
      return .array(try type(items, in: namespace, at: path + ".items"))
    case "map":
      guard let values = json["values"] else { throw AvroError(.badSchema, "the map has no 'values'; give their type", at: path) }
      return .map(try type(values, in: namespace, at: path + ".values"))
    case "record", "error": return try record(json, in: namespace, at: path)
    case "enum": return try enumeration(json, in: namespace, at: path)
    case "fixed": return try fixed(json, in: namespace, at: path)
    default:
      let type = try reference(to: name, in: namespace, at: path + ".type")
      guard let word = json["logicalType"]?.string, let logical = AvroLogicalType(word, over: type, attributes: json) else {
        return type
      }
      return .logical(logical, type)
    }
  }

  private func reference(to name: String, in namespace: String, at path: String) throws(AvroError) -> AvroType {
    if let primitive = AvroType(primitive: name) { return primitive }
    for fullName in [FullName(name, in: namespace).text, name] where definitions[fullName] != nil { return .named(fullName) }
    throw AvroError(.badSchema, "unknown type '\(name)'; name a primitive type or one that is defined before", at: path)
  }

  private mutating func union(_ branches: [JSONValue], in namespace: String, at path: String) throws(AvroError) -> AvroType {
    var types: [AvroType] = []
    var names: Set<String> = []
    for (index, branch) in branches.enumerated() {
      let place = "\(path)[\(index)]"
      let type = try self.type(branch, in: namespace, at: place)
      if case .union = type { throw AvroError(.badSchema, "a union directly inside of a union; make it one", at: place) }
      guard names.insert(type.name).inserted else {
        throw AvroError(.badSchema, "the union has '\(type.name)' twice; keep one of them", at: place)
      }
      types.append(type)
    }
    return .union(types)
  }

  private mutating func record(_ json: JSONValue, in outer: String, at path: String) throws(AvroError) -> AvroType {
    let name = try name(of: json, in: outer, at: path)
    let aliases = try aliases(of: json, in: name.namespace, at: path)
    guard let members = json["fields"]?.array else {
      throw AvroError(.badSchema, "the record has no 'fields'; give an array of them", at: path)
    }
    // Known from here on, so that fields may name it.
    try define(name, .record(AvroRecordType(name: name.text, aliases: aliases, fields: [])), at: path)
    var fields: [AvroField] = []
    for (index, member) in members.enumerated() {
      let place = "\(path).fields[\(index)]"
      guard let fieldName = member["name"]?.string, isName(fieldName) else {
        throw AvroError(.badSchema, "a field's 'name' must begin with a letter and have letters, digits and '_' only", at: place)
      }
      guard !fields.contains(where: { $0.name == fieldName }) else {
        throw AvroError(.badSchema, "the record has a field '\(fieldName)' twice; rename one", at: place)
      }
      guard let type = member["type"] else {
        throw AvroError(.badSchema, "the field '\(fieldName)' has no 'type'; give one", at: place)
      }
      let other = (member["aliases"]?.array ?? []).compactMap(\.string)
      fields.append(
        AvroField(name: fieldName, aliases: other, type: try self.type(type, in: name.namespace, at: place + ".type")))
      if let value = member["default"] { defaults.append((name.text, index, value, place + ".default")) }
    }
    definitions[name.text] = .record(AvroRecordType(name: name.text, aliases: aliases, fields: fields))
    return .named(name.text)
  }

  private mutating func enumeration(_ json: JSONValue, in outer: String, at path: String) throws(AvroError) -> AvroType {
    let name = try name(of: json, in: outer, at: path)
    guard let members = json["symbols"]?.array else {
      throw AvroError(.badSchema, "the enum has no 'symbols'; give an array of them", at: path)
    }
    var symbols: [String] = []
    for (index, member) in members.enumerated() {
      guard let symbol = member.string, isName(symbol), !symbols.contains(symbol) else {
        throw AvroError(
          .badSchema, "\(member.kind) cannot be a symbol; it must be a name and stand there once", at: "\(path).symbols[\(index)]"
        )
      }
      symbols.append(symbol)
    }
    let fallback = json["default"]?.string
    if let fallback, !symbols.contains(fallback) {
      throw AvroError(.badSchema, "the default '\(fallback)' is not one of the symbols; name one of them", at: path + ".default")
    }
    let aliases = try aliases(of: json, in: name.namespace, at: path)
    let type = AvroEnumType(name: name.text, aliases: aliases, symbols: symbols, defaultSymbol: fallback)
    try define(name, .enumeration(type), at: path)
    return .named(name.text)
  }

  private mutating func fixed(_ json: JSONValue, in outer: String, at path: String) throws(AvroError) -> AvroType {
    let name = try name(of: json, in: outer, at: path)
    guard let number = json["size"]?.integer, number >= 0, let size = Int(exactly: number) else {
      throw AvroError(.badSchema, "the fixed type has no 'size'; give the number of bytes", at: path)
    }
    let logical = json["logicalType"]?.string.flatMap { AvroLogicalType($0, overFixed: size, attributes: json) }
    let aliases = try aliases(of: json, in: name.namespace, at: path)
    try define(name, .fixed(AvroFixedType(name: name.text, aliases: aliases, size: size, logical: logical)), at: path)
    return .named(name.text)
  }

  private mutating func define(_ name: FullName, _ definition: AvroDefinition, at path: String) throws(AvroError) {
    guard definitions.updateValue(definition, forKey: name.text) == nil else {
      throw AvroError(.badSchema, "'\(name.text)' is defined twice; name the first where the second stands", at: path)
    }
  }

  private func name(of json: JSONValue, in outer: String, at path: String) throws(AvroError) -> FullName {
    guard let text = json["name"]?.string else {
      throw AvroError(.badSchema, "the \(json["type"]?.string ?? "type") has no 'name'; give one", at: path)
    }
    let name = FullName(text, in: json["namespace"]?.string ?? outer)
    guard AvroType(primitive: name.text) == nil, name.isValid else {
      throw AvroError(
        .badSchema, "'\(name.text)' cannot be a type's name; use letters, digits and '_', parted by dots", at: path + ".name")
    }
    return name
  }

  private func aliases(of json: JSONValue, in namespace: String, at path: String) throws(AvroError) -> [String] {
    guard let list = json["aliases"] else { return [] }
    guard let names = list.array?.map(\.string), !names.contains(nil) else {
      throw AvroError(.badSchema, "'aliases' must be an array of names", at: path + ".aliases")
    }
    return names.compactMap { $0 }.map { FullName($0, in: namespace).text }
  }
}

/// A type's name with its namespace.
private struct FullName {
  let text: String

  /// A name with a dot is full already.
  init(_ name: String, in namespace: String) {
    let trimmed = name.hasPrefix(".") ? String(name.dropFirst()) : name
    text = name.contains(".") || namespace.isEmpty ? trimmed : "\(namespace).\(name)"
  }

  var namespace: String { text.lastIndex(of: ".").map { String(text[..<$0]) } ?? "" }

  var isValid: Bool { text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isName(String($0)) } }
}

/// Whether a text is a name as the standard has it.
private func isName(_ text: String) -> Bool {
  guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { return false }
  return text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
