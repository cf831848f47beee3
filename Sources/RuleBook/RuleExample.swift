/// A silent change made visible: a little flow, and what it prints before and after the change.
package struct RuleExample: Sendable, Equatable {
  /// What is to be seen, in half a sentence.
  package let shows: String
  /// The files the flow reads, by their paths.
  package let files: [String: String]
  /// Variables of the environment that the flow is run with.
  package let environment: [String: String]
  /// How often the flow is run, one run after the other in the same folder; what all of them print counts.
  package let runs: Int
  /// The flow as the older era writes it.
  package let old: String
  /// The flow as the newer era writes it when nobody thinks of the change; the same text unless the eras are spelt differently.
  package let new: String
  /// What the older era prints: standard output, then a line `path: line` for each line of a file that the flow wrote.
  package let before: String
  /// What the newer era prints.
  package let after: String
  /// Why no test runs the two flows; nil when one does.
  package let told: String?

  static let keys = ["shows", "files", "environment", "runs", "old", "new", "before", "after", "told"]

  /// Decodes the value of `example`; throws a `RuleBookError` that names the key.
  init(_ reader: RuleReader) throws {
    try reader.checkKeys(Self.keys)
    shows = try reader.text("shows")
    files = try reader.table("files")
    environment = try reader.table("environment")
    guard let runs = Int(reader.optionalText("runs") ?? "1"), runs >= 1 else {
      throw RuleBookError(
        .badValue(key: "example.runs", value: reader.optionalText("runs") ?? "", expected: "a whole number from 1 on"),
        in: reader.file)
    }
    self.runs = runs
    old = try reader.text("old")
    new = reader.optionalText("new") ?? old
    before = reader.optionalText("before") ?? ""
    after = reader.optionalText("after") ?? ""
    told = reader.optionalText("told")
    guard before != after else {
      throw RuleBookError(
        .badValue(key: "example.after", value: after, expected: "another output than 'before'"), in: reader.file)
    }
  }
}

extension RuleReader {
  /// The example under `example`; nil when there is none.
  func example() throws -> RuleExample? {
    guard let value = node["example"] else { return nil }
    guard let mapping = value.mapping else {
      throw RuleBookError(.badValue(key: "example", value: value.string ?? "…", expected: "a mapping"), in: file)
    }
    return try RuleExample(RuleReader(file: file, node: mapping))
  }

  /// The texts under a key, by name; empty when the key is missing.
  func table(_ key: String) throws -> [String: String] {
    guard let value = node[key] else { return [:] }
    guard let mapping = value.mapping else {
      throw RuleBookError(.badValue(key: key, value: value.string ?? "…", expected: "a mapping of texts"), in: file)
    }
    return Dictionary(mapping.compactMap { name, text in name.string.flatMap { name in text.string.map { (name, $0) } } }) { $1 }
  }
}
