import RuleBook

/// Reads the arguments of verbs, naming file and key when one is missing.
extension Rule {
  func text(_ argument: RuleValue, for verb: String) throws -> String {
    guard let text = argument.text else { throw bad(verb, "a text") }
    return text
  }

  func entry(_ key: String, of argument: RuleValue, for verb: String) throws -> String {
    guard let text = argument.table[key] else { throw bad("\(verb).\(key)", "a text") }
    return text
  }

  private func bad(_ key: String, _ expected: String) -> RuleBookError {
    RuleBookError(.badValue(key: "edit.\(key)", value: "", expected: expected), in: file)
  }
}
