import Foundation
import TestSupport
import Testing

/// Checks JSON against a JSON Schema, as far as those of `Fixtures/Schemas` need: types, required and known keys, items, choices,
/// bounds, patterns, references.
struct SchemaCheck {
  let root: [String: Any]

  /// The check of a schema of `Fixtures/Schemas`.
  init(_ schema: String) throws {
    root = try Self.object(Data(contentsOf: packageFolder.appending(path: "Fixtures/Schemas/\(schema).schema.json")))
  }

  /// The JSON object that a text is.
  static func object(_ data: Data) throws -> [String: Any] { try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]) }

  /// Words this check knows; a schema with others would be checked less than it looks.
  static let known: Set<String> = [
    "$schema", "$defs", "$ref", "title", "description", "type", "required", "properties", "additionalProperties", "items", "enum", "minimum",
    "maximum", "pattern",
  ]

  /// What is wrong with a value, each with its path.
  func problems(_ value: Any, _ schema: [String: Any], at path: String = "$") -> [String] {
    var found = schema.keys.filter { !Self.known.contains($0) }.map { "\(path): the schema's '\($0)' is not checked" }
    if let reference = schema["$ref"] as? String {
      let definitions = root["$defs"] as? [String: [String: Any]]
      guard let target = definitions?[String(reference.dropFirst("#/$defs/".count))] else { return ["\(path): no \(reference)"] }
      found += problems(value, target, at: path)
    }
    if let choices = schema["enum"] as? [String], !choices.contains(value as? String ?? "") { found.append("\(path): \(value) is none of \(choices)") }
    if let type = schema["type"] as? String, !Self.isA(value, type) { return found + ["\(path): \(value) is no \(type)"] }
    if let number = value as? NSNumber, !(value is Bool) {
      if let least = schema["minimum"] as? NSNumber, number.doubleValue < least.doubleValue { found.append("\(path): \(number) is too small") }
      if let most = schema["maximum"] as? NSNumber, number.doubleValue > most.doubleValue { found.append("\(path): \(number) is too large") }
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String, text.range(of: pattern, options: .regularExpression) == nil {
      found.append("\(path): '\(text)' is not like \(pattern)")
    }
    if let object = value as? [String: Any] { found += problems(of: object, schema, at: path) }
    if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
      found += array.enumerated().flatMap { problems($1, items, at: "\(path)[\($0)]") }
    }
    return found
  }

  private func problems(of object: [String: Any], _ schema: [String: Any], at path: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var found = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(path): '\($0)' is missing" }
    for (key, value) in object {
      if let property = properties[key] {
        found += problems(value, property, at: "\(path).\(key)")
      } else if let others = schema["additionalProperties"] as? [String: Any] {
        found += problems(value, others, at: "\(path).\(key)")
      } else if schema["additionalProperties"] as? Bool == false {
        found.append("\(path): '\(key)' is not known")
      }
    }
    return found
  }

  private static func isA(_ value: Any, _ type: String) -> Bool {
    // JSON's numbers and truth values are told apart by how they are encoded.
    let isTruth = (value as? NSNumber).map { isTruthValue($0) } ?? false
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "boolean": return isTruth
    case "number": return value is NSNumber && !isTruth
    case "integer": return !isTruth && ((value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false)
    default: return false
    }
  }

  private static func isTruthValue(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
