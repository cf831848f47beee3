import Foundation
import Yams

extension Rule {
  static let keys = [
    "id", "summary", "kind", "safety", "severity", "guide", "find", "edit", "on-request", "explain", "before", "after",
    "example",
  ]

  /// Decodes one rule file, checking every key, value and verb.
  init(yaml: String, file: String, hop: Hop, vocabulary: RuleVocabulary) throws {
    let reader = try RuleReader(yaml: yaml, file: file)
    try reader.checkKeys(Rule.keys)
    id = try reader.text("id")
    summary = try reader.text("summary")
    kind = try reader.choice("kind", Kind.self)
    safety = try reader.choice("safety", Safety.self)
    severity = try reader.choice("severity", Severity.self)
    guide = reader.optionalText("guide")
    explain = try reader.text("explain")
    before = reader.optionalText("before") ?? ""
    after = reader.optionalText("after") ?? ""
    find = try reader.find(vocabulary)
    edit = try reader.steps(vocabulary)
    isMadeOnRequest = try reader.flag("on-request")
    example = try reader.example()
    self.hop = hop
    self.file = file
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard name == id + ".yml" else { throw RuleBookError(.idIsNotFileName(id), in: file) }
  }
}

/// Reads checked values out of one YAML mapping.
struct RuleReader {
  let file: String
  let node: Node.Mapping

  init(file: String, node: Node.Mapping) {
    self.file = file
    self.node = node
  }

  init(yaml: String, file: String) throws {
    self.file = file
    do {
      guard let mapping = try Yams.compose(yaml: yaml)?.mapping else {
        throw RuleBookError(.unreadable("the file is not a mapping"), in: file)
      }
      node = mapping
    } catch let error as YamlError {
      throw RuleBookError(.unreadable("\(error)".prefixLine), in: file)
    }
  }

  /// The mappings that the file `<name>.yml` lists under its one key, which is its name too, each with these keys and no others.
  ///
  /// Throws `RuleBookError` naming file and key.
  static func list(_ name: String, of keys: [String], in directory: URL) throws -> [RuleReader] {
    let file = directory.appendingPathComponent("\(name).yml")
    let top = try RuleReader(yaml: try RuleBook.text(of: file), file: file.lastPathComponent)
    try top.checkKeys([name])
    return try (top.node[name]?.sequence ?? []).map { node in
      guard let mapping = node.mapping else {
        throw RuleBookError(.badValue(key: name, value: "…", expected: "mappings"), in: top.file)
      }
      let reader = RuleReader(file: top.file, node: mapping)
      try reader.checkKeys(keys)
      return reader
    }
  }

  /// Throws for the first key that is not known.
  func checkKeys(_ known: [String]) throws {
    for key in node.keys.compactMap(\.string) where !known.contains(key) {
      throw RuleBookError(.unknownKey(key, known: known), in: file)
    }
  }

  /// The text under a key; nil for a missing key or null.
  func optionalText(_ key: String) -> String? {
    guard let value = node[key], value.null == nil else { return nil }
    return value.string
  }

  /// The text under a key that must be there.
  func text(_ key: String) throws -> String {
    guard let value = optionalText(key), !value.isEmpty else { throw RuleBookError(.missingKey(key), in: file) }
    return value
  }

  /// The flag under a key; false for a missing key.
  func flag(_ key: String) throws -> Bool {
    guard let value = node[key] else { return false }
    guard let flag = value.bool else {
      throw RuleBookError(.badValue(key: key, value: value.string ?? "…", expected: "true, false"), in: file)
    }
    return flag
  }

  /// The text under a key as one of a type's values.
  func choice<T: RawRepresentable<String> & CaseIterable>(_ key: String, _: T.Type) throws -> T {
    let value = try text(key)
    guard let found = T(rawValue: value) else {
      throw RuleBookError(
        .badValue(key: key, value: value, expected: T.allCases.map(\.rawValue).joined(separator: ", ")), in: file)
    }
    return found
  }

  /// What the rule looks for, each key checked.
  func find(_ vocabulary: RuleVocabulary) throws -> [String: RuleValue] {
    guard let table = node["find"] else { return [:] }
    guard let mapping = table.mapping else {
      throw RuleBookError(.badValue(key: "find", value: table.string ?? "…", expected: "a mapping"), in: file)
    }
    var found: [String: RuleValue] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard vocabulary.findKeys.contains(name) else {
        throw RuleBookError(.unknownKey("find.\(name)", known: vocabulary.findKeys.sorted()), in: file)
      }
      found[name] = try self.value(value, key: "find.\(name)")
    }
    return found
  }

  /// The verbs of `edit` in order, each checked.
  func steps(_ vocabulary: RuleVocabulary) throws -> [RuleStep] {
    guard let list = node["edit"] else { return [] }
    guard let items = list.sequence else {
      throw RuleBookError(.badValue(key: "edit", value: list.string ?? "…", expected: "a list of verbs"), in: file)
    }
    return try items.map { item in
      if let verb = item.string { return try step(verb, .flag(true), vocabulary) }
      guard let mapping = item.mapping, mapping.count == 1, let (key, value) = mapping.first, let verb = key.string else {
        throw RuleBookError(.badValue(key: "edit", value: "…", expected: "one verb an entry"), in: file)
      }
      return try step(verb, self.value(value, key: "edit.\(verb)"), vocabulary)
    }
  }

  private func step(_ verb: String, _ argument: RuleValue, _ vocabulary: RuleVocabulary) throws -> RuleStep {
    guard vocabulary.verbs.contains(verb) else {
      throw RuleBookError(.unknownVerb(verb, known: vocabulary.verbs.sorted()), in: file)
    }
    return RuleStep(verb: verb, argument: argument)
  }

  private func value(_ node: Node, key: String) throws -> RuleValue {
    if let list = node.sequence { return .list(list.compactMap(\.string)) }
    if let table = node.mapping {
      return .table(
        Dictionary(
          uniqueKeysWithValues: table.compactMap { pair in
            guard let name = pair.key.string, let text = pair.value.string else { return nil }
            return (name, text)
          }))
    }
    if node.tag.description.hasSuffix("bool"), let flag = node.bool { return .flag(flag) }
    guard let text = node.string else {
      throw RuleBookError(.badValue(key: key, value: "…", expected: "a text, a list or a mapping"), in: file)
    }
    return .text(text)
  }
}

extension String {
  var prefixLine: String { String(prefix { $0 != "\n" }) }
}
