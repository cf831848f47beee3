/// Forms of callbacks that are met now and then.
extension FlowDraft {
  /// One of them, or nil where none fits.
  mutating func rareCallback(_ recipe: CallbackRecipe) -> Callback? {
    switch number(0...4) {
    case 0: return Callback(text: throwing(recipe))
    case 1 where recipe.parameters.count == 1: return Callback(text: generic(recipe))
    case 2 where scope.isTopLevel: return Callback(text: reassigned(recipe))
    case 3: return Callback(text: compiled(recipe))
    case 4 where recipe.result != "Void": return statements(recipe)
    default: return nil
    }
  }

  private func body(_ recipe: CallbackRecipe, _ constant: String? = nil) -> String {
    recipe.body(.init(names: recipe.names, constant: constant ?? recipe.constant.value, call: nil))
  }

  private mutating func throwing(_ recipe: CallbackRecipe) -> String {
    features.insert(.throwing)
    let name = unique(recipe.verb)
    if !functions.contains(where: { $0.contains("func checked<") }) {
      functions.append("func checked<Value>(_ value: Value) throws -> Value {\n  value\n}")
    }
    let parameters = recipe.parameters.map { "_ \($0.name): \($0.type)" }.joined(separator: ", ")
    functions.append("func \(name)(\(parameters)) throws -> \(recipe.result) {\n  try checked(\(body(recipe)))\n}")
    return name
  }

  /// What hands a callback on, whatever it takes.
  private mutating func generic(_ recipe: CallbackRecipe) -> String {
    features.insert(.generic)
    if !functions.contains(where: { $0.contains("func plainly<") }) {
      functions.append("func plainly<In, Out>(_ work: @escaping @Sendable (In) -> Out) -> @Sendable (In) -> Out {\n  work\n}")
    }
    return "plainly({ (\(recipe.names[0]): \(recipe.parameters[0].type)) -> \(recipe.result) in \(body(recipe)) })"
  }

  /// A variable that is set anew before it is read.
  private mutating func reassigned(_ recipe: CallbackRecipe) -> String {
    features.insert(.shadow)
    let name = unique(recipe.verb)
    let head = recipe.names.joined(separator: ", ") + " in"
    values.append("var \(name): \(recipe.type) = { \(head) \(body(recipe, "9")) }\n\(name) = { \(head) \(body(recipe)) }")
    return name
  }

  /// A closure that is another in other builds.
  private mutating func compiled(_ recipe: CallbackRecipe) -> String {
    features.insert(.compiled)
    let name = unique(recipe.verb)
    let head = recipe.names.joined(separator: ", ") + " in"
    let (one, other) = (
      "let \(name): \(recipe.type) = { \(head) \(body(recipe)) }",
      "let \(name): \(recipe.type) = { \(head) \(body(recipe, "9")) }"
    )
    values.append(chance(50) ? "#if os(Linux)\n\(one)\n#else\n\(other)\n#endif" : "#if DEBUG\n\(other)\n#else\n\(one)\n#endif")
    return name
  }

  /// A closure with statements: what is done on leaving, and a function of its own that changes what is around it.
  private mutating func statements(_ recipe: CallbackRecipe) -> Callback {
    let parameters = recipe.parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
    let head = "(\(parameters)) -> \(recipe.result) in"
    let lines =
      chance(50)
      ? "var steps = 0\n  defer { steps += 1 }\n  return \(body(recipe))"
      : "var result: \(recipe.result) = \(body(recipe, "9"))\n  func change(_ other: inout \(recipe.result)) {\n    other = \(body(recipe))\n  }\n  change(&result)\n  return result"
    return Callback(text: "{ \(head)\n  \(lines)\n}", isClosure: true)
  }

  /// A field of an item, by its path.
  mutating func keyPath(_ kind: Kind, to output: Kind) -> FlowStep? {
    features.insert(.keyPath)
    let (path, name): (String, String)
    switch (kind, output) {
    case (.event, .number): (path, name) = ("\\\(eventType()).\(domain.amount)", domain.amount)
    case (.event, .text): (path, name) = ("\\\(eventType()).\(domain.tag)", domain.tag)
    case (.pair(.number), .number): (path, name) = ("\\(String, Int).1", "amounts_only")
    default: return nil
    }
    return FlowStep(name: "map", id: id(snake(name)), callback: Callback(text: path), output: output)
  }
}
