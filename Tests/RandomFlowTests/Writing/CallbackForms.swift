/// The forms in which careful people write callbacks.
extension FlowDraft {
  /// One of the forms that fit where the step stands.
  mutating func callback(_ recipe: CallbackRecipe) -> Callback {
    var recipe = recipe
    recipe.constant.value = "\(number(2...4))"
    if scope.isHelper, chance(25) { return asParameter(recipe) }
    if scope.isHelper, chance(20) { return closure(recipe, reading: shadowed(recipe.constant)) }
    if chance(8), let rare = rareCallback(recipe) { return rare }
    return outer(recipe)
  }

  /// A form that reads nothing of the function that the step stands in.
  private mutating func outer(_ recipe: CallbackRecipe) -> Callback {
    if recipe.isCounting, isOrdered, chance(35) {
      features.insert(.factory)
      switch number(0...12) {
      case 0, 1, 2: return Callback(text: instanceMethod(recipe))
      case 3: return Callback(text: appliedClosure(recipe))
      default: return Callback(text: factory(recipe, isCounting: true))
      }
    }
    switch number(0...11) {
    case 0, 1: return Callback(text: function(recipe))
    case 2, 3:
      features.insert(.factory)
      return Callback(text: factory(recipe, isCounting: false))
    case 4: return Callback(text: structMethod(recipe))
    case 5: return Callback(text: staticMethod(recipe))
    case 6: return Callback(text: value(recipe))
    case 7: return Callback(text: property(recipe))
    case 8: return closure(recipe, reading: global(recipe.constant))
    default: return closure(recipe, reading: recipe.constant.value)
    }
  }

  /// A closure. In 0.16 and 0.17 it names its parameters' types.
  mutating func closure(_ recipe: CallbackRecipe, reading constant: String) -> Callback {
    let isTyped = isFluent || chance(50)
    if !isTyped, chance(30) {
      let names = recipe.names.indices.map { "$\($0)" }
      let body = recipe.body(.init(names: names, constant: constant, call: nil))
      if names.allSatisfy(body.contains), !body.contains("{") { return Callback(text: "{ \(body) }", isClosure: true) }
    }
    let parameters = recipe.parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
    let head = isTyped ? "(\(parameters)) -> \(recipe.result) in" : recipe.names.joined(separator: ", ") + " in"
    let body = recipe.body(.init(names: recipe.names, constant: constant, call: nil))
    if chance(25) {
      return Callback(
        text: "{ \(head)\n  // As agreed.\n  let result: \(recipe.result) = \(body)\n  return result\n}", isClosure: true)
    }
    let isShort = head.count + body.count < 90
    return Callback(text: isShort ? "{ \(head) \(body) }" : "{ \(head)\n  \(body)\n}", isClosure: true)
  }

  private mutating func function(_ recipe: CallbackRecipe) -> String {
    let name = unique(recipe.verb)
    let parameters = recipe.parameters.map { "_ \($0.name): \($0.type)" }.joined(separator: ", ")
    let body = recipe.body(.init(names: recipe.names, constant: recipe.constant.value, call: nil))
    functions.append("func \(name)(\(parameters)) -> \(recipe.result) {\n  \(body)\n}")
    return name
  }

  /// A call that makes the callback; one that counts shows whether it is made once.
  mutating func factory(_ recipe: CallbackRecipe, isCounting: Bool) -> String {
    let name = unique(recipe.making)
    let constant = recipe.constant.name
    let use = CallbackRecipe.Use(names: recipe.names, constant: constant, call: isCounting ? "call" : nil)
    let names = recipe.names.joined(separator: ", ")
    let body = recipe.body(use)
    let takesConstant = body.contains(constant)
    let head = "func \(name)(\(takesConstant ? "by \(constant): Int" : "")) -> \(recipe.type) {"
    if isCounting {
      declareCounter()
      functions.append(
        "\(head)\n  let calls = Counter()\n  return { \(names) in\n    let call = calls.next()\n    return \(body)\n  }\n}")
    } else {
      functions.append("\(head)\n  { \(names) in \(body) }\n}")
    }
    return takesConstant ? "\(name)(by: \(recipe.constant.value))" : "\(name)()"
  }

  /// The method of an object that is made in the call's own arguments.
  private mutating func instanceMethod(_ recipe: CallbackRecipe) -> String {
    let name = unique(recipe.making.prefix(1).uppercased() + recipe.making.dropFirst())
    let parameters = recipe.parameters.map { "_ \($0.name): \($0.type)" }.joined(separator: ", ")
    let body = recipe.body(.init(names: recipe.names, constant: recipe.constant.value, call: "calls"))
    types.append(
      """
      /// Used by one worker.
      final class \(name): @unchecked Sendable {
        private var calls = 0

        func apply(\(parameters)) -> \(recipe.result) {
          calls += 1
          return \(body)
        }
      }
      """)
    return "\(name)().apply"
  }

  /// A closure that is called at once and gives the callback.
  private mutating func appliedClosure(_ recipe: CallbackRecipe) -> String {
    declareCounter()
    let body = recipe.body(.init(names: recipe.names, constant: recipe.constant.value, call: "calls.next()"))
    return
      "{ () -> \(recipe.type) in\n  let calls = Counter()\n  return { \(recipe.names.joined(separator: ", ")) in \(body) }\n}()"
  }

  private mutating func structMethod(_ recipe: CallbackRecipe) -> String {
    let name = unique(recipe.making.prefix(1).uppercased() + recipe.making.dropFirst())
    let constant = recipe.constant.name
    let parameters = recipe.parameters.map { "_ \($0.name): \($0.type)" }.joined(separator: ", ")
    let body = recipe.body(.init(names: recipe.names, constant: constant, call: nil))
    types.append(
      "struct \(name): Sendable {\n  let \(constant): Int\n\n  func apply(\(parameters)) -> \(recipe.result) {\n    \(body)\n  }\n}"
    )
    let made = "\(name)(\(constant): \(recipe.constant.value))"
    guard chance(50) else { return made + ".apply" }
    let kept = unique(recipe.making)
    values.append("let \(kept) = \(made)")
    return kept + ".apply"
  }

  private mutating func staticMethod(_ recipe: CallbackRecipe) -> String {
    let name = unique(recipe.making.prefix(1).uppercased() + recipe.making.dropFirst())
    let parameters = recipe.parameters.map { "_ \($0.name): \($0.type)" }.joined(separator: ", ")
    let body = recipe.body(.init(names: recipe.names, constant: recipe.constant.value, call: nil))
    types.append("enum \(name) {\n  static func apply(\(parameters)) -> \(recipe.result) {\n    \(body)\n  }\n}")
    return "\(name).apply"
  }

  /// A closure with a name.
  private mutating func value(_ recipe: CallbackRecipe) -> String {
    let name = unique(recipe.verb)
    let body = recipe.body(.init(names: recipe.names, constant: recipe.constant.value, call: nil))
    values.append("let \(name): \(recipe.type) = { \(recipe.names.joined(separator: ", ")) in \(body) }")
    return name
  }

  private mutating func property(_ recipe: CallbackRecipe) -> String {
    let type = unique(recipe.making.prefix(1).uppercased() + recipe.making.dropFirst() + "Settings")
    let name = unique(recipe.making + "Settings")
    let body = recipe.body(.init(names: recipe.names, constant: recipe.constant.value, call: nil))
    types.append(
      "struct \(type): Sendable {\n  var \(recipe.verb): \(recipe.type) = { \(recipe.names.joined(separator: ", ")) in \(body) }\n}"
    )
    values.append("let \(name) = \(type)()")
    return "\(name).\(recipe.verb)"
  }

  /// A callback that the function around the step is given; a global has its name half of the time.
  private mutating func asParameter(_ recipe: CallbackRecipe) -> Callback {
    let argument = outer(recipe).text
    // What stands in the helper already means another by this name.
    let isTaken = scope.parameters.contains { $0.name == recipe.verb } || scope.lines.contains { $0.contains(recipe.verb) }
    let name = isTaken ? unique(recipe.verb + "Too") : recipe.verb
    scope.parameters.append((name, "@escaping \(recipe.type)", argument))
    if !isTaken, unique(name) == name, chance(50) {
      features.insert(.shadow)
      let ignored = recipe.body(.init(names: recipe.names, constant: "9", call: nil))
      values.append("let \(name): \(recipe.type) = { \(recipe.names.joined(separator: ", ")) in \(ignored) }")
    }
    return Callback(text: name)
  }

  private mutating func global(_ constant: (name: String, value: String)) -> String {
    let name = unique(constant.name)
    values.append("let \(name) = \(constant.value)")
    return name
  }

  /// A constant of the function around the step, which hides another of the file.
  private mutating func shadowed(_ constant: (name: String, value: String)) -> String {
    let name = unique(constant.name)
    features.insert(.shadow)
    values.append("let \(name) = 7")
    if chance(50), !scope.parameters.contains(where: { $0.name == name }) {
      scope.parameters.append((name, "Int", constant.value))
    } else {
      scope.lines.append("let \(name) = \(constant.value)")
    }
    return name
  }

  /// Declares what counts calls.
  mutating func declareCounter() {
    guard !types.contains(where: { $0.contains("class Counter") }) else { return }
    types.append(
      """
      /// Counts for one worker.
      final class Counter: @unchecked Sendable {
        private var count = 0

        func next() -> Int {
          count += 1
          return count
        }
      }
      """)
  }
}
