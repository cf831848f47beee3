/// Steps that keep no state: map, filter, flatMap, filterMap, inspect.
extension FlowDraft {
  /// One that leaves the kind of the items.
  mutating func keeping(_ kind: Kind) -> FlowStep {
    if case .windowed = kind { return filter(kind) }
    switch number(0...9) {
    case 0...3: return filter(kind)
    case 4, 5: return inspect(kind)
    default: return map(kind, to: kind)
    }
  }

  mutating func map(_ kind: Kind, to output: Kind) -> FlowStep {
    let (verb, making, body) = mapping(kind, to: output)
    let recipe = CallbackRecipe(
      verb: verb, making: making, parameters: [(parameterName(kind), type(of: kind))], result: type(of: output), body: body)
    // Before 0.18 a step has no id of its own; its callback's name is what it is called by.
    let made = output == .pair(.event) ? "by_\(domain.key)" : snake(verb)
    return FlowStep(name: "map", id: id(made), callback: callback(recipe), output: output)
  }

  mutating func filter(_ kind: Kind) -> FlowStep {
    let domain = domain
    let recipe = CallbackRecipe(
      verb: pick(["isWanted", "isLarge", "counts"]), making: pick(["wanting", "above", "choosing"]),
      parameters: [(parameterName(kind), type(of: kind))], result: "Bool", constant: (pick(["limit", "floor", "least"]), "2")
    ) { use in
      let test = "\(Self.measure(kind, use[0], domain)) % 5 != \(use.constant)"
      return use.call.map { "\(test) && \($0) % 6 != 0" } ?? test
    }
    return FlowStep(name: "filter", id: id(snake(recipe.verb)), callback: callback(recipe), output: kind)
  }

  /// A number that says something of a value.
  static func measure(_ kind: Kind, _ value: String, _ domain: Domain) -> String {
    switch kind {
    case .text: "\(value).count"
    case .number: "\(value)"
    case .event: "\(value).\(domain.amount)"
    case .list: "\(value).count"
    case .pair(let inner): measure(inner, "\(value).1", domain)
    case .windowed(let inner): measure(inner, "\(value).1.1", domain)
    }
  }

  mutating func inspect(_ kind: Kind) -> FlowStep {
    let id = id(pick(["seen", "look", "audit"]))
    // What is printed on the way stands elsewhere among the lines when items move in batches.
    isExact = isExact && !files.isEmpty ? false : isExact && era != .v0_16
    let words = kind.words("item", in: domain)
    if !isFluent {
      let text = "{ _, item in print(\"\(id) \(words)\") }"
      return FlowStep(name: "inspect", id: id, callback: Callback(text: text, isClosure: true), output: kind)
    }
    switch number(0...5) {
    case 0:
      let showsEpoch = chance(30)
      if showsEpoch, era == .v0_16 { silent.append(SilentPlace(rule: "epochs-per-partition", text: "inspectEpoch")) }
      let head = showsEpoch ? "(epoch: Int, item: \(type(of: kind))) in" : "(_: Int, item: \(type(of: kind))) in"
      let text = "{ \(head) print(\"\(id) \(showsEpoch ? "\\(epoch) " : "")\(words)\") }"
      return FlowStep(name: "inspectEpoch", id: id, callback: Callback(text: text, isClosure: true), output: kind)
    case 1 where era == .v0_17 && workers == 1:
      let text = "{ (worker: Int, item: \(type(of: kind))) in print(\"\(id) on \\(worker): \(words)\") }"
      return FlowStep(name: "inspectWorker", id: id, callback: Callback(text: text, isClosure: true), output: kind)
    case 2, 3:
      let recipe = CallbackRecipe(
        verb: "announce", making: "announcing", parameters: [("item", type(of: kind))], result: "Void", constant: ("level", "2")
      ) { use in "print(\"\(id) \(kind.words(use[0], in: Domain.all[0]))\(use.call.map { " \\(\($0))" } ?? "")\")" }
      guard !kind.holdsEvent else { fallthrough }
      return FlowStep(name: "inspect", id: id, callback: callback(recipe), output: kind)
    default:
      let text = "{ (item: \(type(of: kind))) in print(\"\(id) \(words)\") }"
      return FlowStep(name: "inspect", id: id, callback: Callback(text: text, isClosure: true), output: kind)
    }
  }

  mutating func flatMap(_ kind: Kind) -> FlowStep {
    let output = kind == .text ? Kind.text : .number
    let recipe = CallbackRecipe(
      verb: kind == .text ? "words" : "mirrored", making: kind == .text ? "splitting" : "mirroring",
      parameters: [(parameterName(kind), type(of: kind))], result: "[\(output.type(in: domain))]", constant: ("least", "2")
    ) { use in
      guard kind == .text else { return "[\(use[0]), -\(use[0])\(use.call.map { ", \($0) * 100" } ?? "")]" }
      let words = "\(use[0]).split(separator: \" \").map(String.init)"
      return "\(words).filter { $0.count >= \(use.constant) }\(use.call.map { " + [\"line \\(\($0))\"]" } ?? "")"
    }
    return FlowStep(name: "flatMap", id: id(snake(recipe.verb)), callback: callback(recipe), output: output)
  }

  mutating func filterMap(_ kind: Kind) -> FlowStep {
    let domain = domain
    let recipe = CallbackRecipe(
      verb: "half", making: "halving", parameters: [(parameterName(kind), type(of: kind))], result: "Int?", constant: ("divisor", "2")
    ) { use in
      let value = Self.measure(kind, use[0], domain)
      return "\(value) % \(use.constant) == 0 ? \(value) / \(use.constant)\(use.call.map { " + \($0) * 100" } ?? "") : nil"
    }
    return FlowStep(name: "filterMap", id: id(snake(recipe.verb)), callback: callback(recipe), output: .number)
  }

  mutating func parameterName(_ kind: Kind) -> String { kind.name(in: domain) }

  func snake(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
  }
}
