/// Steps that keep a state for each key.
extension FlowDraft {
  /// A running state that shows in what is given.
  mutating func statefulMap(_ value: Kind) -> FlowStep {
    features.insert(.statefulMap)
    let id = id(pick(["total", "count", "running", "sum", "trail"]))
    stateIDs.append(id)
    if era != .v0_19, chance(5) { return optionalState(value, id) }
    switch number(0...3) {
    case 0: return listState(value, id)
    case 1: return structState(value, id)
    default: return numberState(value, id)
    }
  }

  /// The step in the words of the era: in 0.19 the mapper meets nil and makes the first state itself.
  private mutating func stateful(_ id: String, _ mapper: CallbackRecipe, builder: String, _ output: Kind) -> FlowStep {
    guard era == .v0_19, let state = mapper.parameters.first else {
      return FlowStep(
        name: "statefulMap", id: id, isNamed: true, arguments: ["builder: \(builder)"], callback: callback(mapper),
        output: .pair(output))
    }
    let first = state.type == "Int" ? "0" : "\(state.type)()"
    let recipe = CallbackRecipe(
      verb: mapper.verb, making: mapper.making, parameters: [(state.name, state.type + "?")] + mapper.parameters.dropFirst(),
      result: mapper.result, constant: mapper.constant
    ) { mapper.body(.init(names: ["(\($0[0]) ?? \(first))"] + $0.names.dropFirst(), constant: $0.constant, call: $0.call)) }
    return FlowStep(name: "statefulMap", id: id, callback: callback(recipe), output: .pair(output))
  }

  private mutating func numberState(_ value: Kind, _ id: String) -> FlowStep {
    let domain = domain
    let discards = chance(30)
    let recipe = CallbackRecipe(
      verb: "adding", making: pick(["summing", "numbered"]), parameters: [("total", "Int"), (valueName(value), type(of: value))],
      result: "(Int?, Int)", constant: ("step", "2")
    ) { use in
      let next = "\(use[0]) + \(Self.measure(value, use[1], domain)) * \(use.constant)"
      let shown = next + (use.call.map { " + \($0) * 1000" } ?? "")
      return discards ? "(\(next) > 40 ? nil : \(next), \(shown))" : "(\(next), \(shown))"
    }
    let builder = builder(of: "Int", verb: "zero", making: "startingAt", { $0.map { "\($0) * 10" } ?? "0" })
    return stateful(id, recipe, builder: builder, .number)
  }

  /// A state that may be missing itself.
  private mutating func optionalState(_ value: Kind, _ id: String) -> FlowStep {
    features.insert(.optional)
    let domain = domain
    let recipe = CallbackRecipe(
      verb: "last", making: "latest", parameters: [("last", "Int?"), (valueName(value), type(of: value))], result: "(Int??, Int)"
    ) { use in
      let measure = Self.measure(value, use[1], domain)
      return
        "(\(measure) % 3 == 0 ? .some(nil) : .some(\(measure)), (\(use[0]) ?? 0) + \(measure)\(use.call.map { " + \($0) * 1000" } ?? ""))"
    }
    return stateful(id, recipe, builder: "{ Int?.some(\(number(1...9))) }", .number)
  }

  private mutating func listState(_ value: Kind, _ id: String) -> FlowStep {
    let domain = domain
    let recipe = CallbackRecipe(
      verb: "remember", making: "remembering", parameters: [("seen", "[Int]"), (valueName(value), type(of: value))],
      result: "([Int]?, String)", constant: ("most", "3")
    ) { use in
      let next = "(\(use[0]) + [\(Self.measure(value, use[1], domain))])"
      return "(Array(\(next).suffix(\(use.constant))), \"\\(\(next))\(use.call.map { " #\\(\($0))" } ?? "")\")"
    }
    let builder = builder(of: "[Int]", verb: "nothing", making: "beginningWith", { $0.map { "[\($0)]" } ?? "[]" })
    return stateful(id, recipe, builder: builder, .text)
  }

  private mutating func structState(_ value: Kind, _ id: String) -> FlowStep {
    let domain = domain
    let state = unique(pick(["Tally", "Standing", "Ledger"]))
    types.append(
      """
      struct \(state): Codable, Sendable {
        var sum = 0
        var items = 0

        func adding(_ amount: Int) -> \(state) {
          \(state)(sum: sum + amount, items: items + 1)
        }
      }
      """)
    let recipe = CallbackRecipe(
      verb: "update", making: "updating", parameters: [("kept", state), (valueName(value), type(of: value))],
      result: "(\(state)?, String)", constant: ("weight", "2")
    ) { use in
      let next = "\(use[0]).adding(\(Self.measure(value, use[1], domain)) * \(use.constant))"
      return "(\(next), \"\\(\(next).sum) in \\(\(use[0]).items + 1)\(use.call.map { " #\\(\($0))" } ?? "")\")"
    }
    let builder = builder(of: state, verb: "fresh", making: "openingWith", { $0.map { "\(state)(sum: \($0))" } ?? "\(state)()" })
    return stateful(id, recipe, builder: builder, .text)
  }

  /// Something that makes a key's first state: `made` gives it, for the number of the call where calls are counted.
  mutating func builder(of state: String, verb: String, making: String, _ made: (String?) -> String) -> String {
    if isOrdered, chance(30) {
      features.insert(.factory)
      declareCounter()
      let name = unique(making)
      functions.append(
        "func \(name)(_ first: Int) -> @Sendable () -> \(state) {\n  let calls = Counter()\n  return { \(made("(first + calls.next())")) }\n}"
      )
      return "\(name)(\(number(1...5)))"
    }
    let plain = made(nil)
    switch number(0...5) {
    case 0 where !state.hasPrefix("[") && state != "Int": return "\(state).init"
    case 1:
      let name = unique(verb)
      functions.append("func \(name)() -> \(state) {\n  \(plain)\n}")
      return name
    case 2:
      features.insert(.factory)
      let name = unique(making)
      functions.append("func \(name)(_ first: Int) -> @Sendable () -> \(state) {\n  { \(made("first")) }\n}")
      return "\(name)(\(number(1...5)))"
    case 3:
      let name = unique(verb)
      values.append("let \(name): @Sendable () -> \(state) = { \(plain) }")
      return name
    default: return state.hasPrefix("[") ? "{ \(state)() }" : "{ \(plain) }"
    }
  }

  /// Combines values until enough is there.
  mutating func reduce(_ value: Kind) -> FlowStep {
    features.insert(.reduce)
    let id = id(pick(["until_full", "bundle", "joined"]))
    let reducer = value == .number && chance(8) ? Callback(text: "+") : callback(combining(value))
    let domain = domain
    let isDone = CallbackRecipe(
      verb: "isDone", making: "doneAbove", parameters: [("total", type(of: value))], result: "Bool", constant: ("limit", "3")
    ) { use in
      let measure = Self.measure(value, use[0], domain)
      return use.call.map { "\($0) % (\(use.constant) + 1) == 0" } ?? "\(measure) > \(use.constant) * 6"
    }
    return FlowStep(
      name: "reduce", id: id, isNamed: true, arguments: ["reducer: \(reducer.text)"], callback: callback(isDone),
      output: .pair(value))
  }

  /// What makes one value of two.
  mutating func combining(_ value: Kind) -> CallbackRecipe {
    let domain = domain
    let names = ("left", "right")
    return CallbackRecipe(
      verb: "combine", making: "combining", parameters: [(names.0, type(of: value)), (names.1, type(of: value))],
      result: type(of: value),
      constant: ("bonus", "1")
    ) { use in
      switch value {
      case .number: return "\(use[0]) + \(use[1])\(use.call.map { " + \($0) * 100" } ?? "")"
      case .text: return "\(use[0]) + \"+\(use.call.map { "\\(\($0))" } ?? "")\" + \(use[1])"
      case .list: return "\(use[0]) + \(use[1])"
      default:
        return
          "\(domain.type)(\(domain.key): \(use[0]).\(domain.key), \(domain.tag): \(use[0]).\(domain.tag) + \(use[1]).\(domain.tag), "
          + "\(domain.time): \(use[1]).\(domain.time), \(domain.otherTime): \(use[1]).\(domain.otherTime), "
          + "\(domain.amount): \(use[0]).\(domain.amount) + \(use[1]).\(domain.amount)\(use.call.map { " + \($0) * 100" } ?? ""))"
      }
    }
  }

  /// Lists of so many, 0.17's `batch` and its successor.
  mutating func batch(_ value: Kind) -> FlowStep {
    features.insert(.batch)
    let id = id(pick(["box", "packs", "bunch"]))
    let size = number(2...4)
    if isFluent {
      return FlowStep(
        name: "batch", id: id, isNamed: true, arguments: ["maxSize: \(size)", "timeout: .seconds(600)"],
        output: .pair(.list(value)))
    }
    return FlowStep(
      name: "collect", id: id, arguments: ["timeout: .seconds(600)", "maxSize: \(size)"], output: .pair(.list(value)))
  }

  mutating func valueName(_ value: Kind) -> String { value == .event ? domain.one : "value" }
}
