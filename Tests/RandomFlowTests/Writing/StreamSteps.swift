import SourceFacts

/// Steps that only streams have: branches, joins, finals, values, logic of the file's own.
extension FlowDraft {
  /// A step over keyed items that 0.18 brought.
  mutating func keyedStream(_ value: Kind) -> FlowStep? {
    let domain = domain
    switch number(0...9) {
    case 0, 1:
      guard value != .event else { return nil }
      let inner = mapping(value, to: value)
      let recipe = CallbackRecipe(
        verb: inner.verb, making: inner.making, parameters: [("value", type(of: value))], result: type(of: value),
        body: inner.body)
      return FlowStep(name: "mapValue", id: id(snake(inner.verb) + "_value"), callback: callback(recipe), output: .pair(value))
    case 2:
      let recipe = CallbackRecipe(
        verb: "isWanted", making: "wanting", parameters: [("value", type(of: value))], result: "Bool", constant: ("limit", "2")
      ) { use in "\(Self.measure(value, use[0], domain)) % 5 != \(use.constant)\(use.call.map { " && \($0) % 6 != 0" } ?? "")" }
      return FlowStep(name: "filterValue", id: id("wanted_value"), callback: callback(recipe), output: .pair(value))
    case 3:
      guard value == .number || value == .text else { return nil }
      let id = id("greatest")
      return FlowStep(name: pick(["maxFinal", "minFinal"]), id: id, output: .pair(value))
    case 4:
      let id = id("final")
      return FlowStep(
        name: "reduceFinal", id: id, callback: value == .number && chance(15) ? Callback(text: "+") : callback(combining(value)),
        output: .pair(value))
    case 5:
      features.insert(.fold)
      let id = id("folded")
      let recipe = CallbackRecipe(
        verb: "append", making: "appending", parameters: [("list", "[Int]"), ("value", type(of: value))], result: "[Int]",
        constant: ("bonus", "1")
      ) { use in "\(use[0]) + [\(Self.measure(value, use[1], domain))\(use.call.map { " + \($0) * 100" } ?? "")]" }
      let builder = builder(of: "[Int]", verb: "empty", making: "startingWith", { $0.map { "[\($0)]" } ?? "[]" })
      return FlowStep(
        name: "foldFinal", id: id, arguments: ["builder: \(builder)"], callback: callback(recipe), output: .pair(.list(.number)))
    case 6, 7: return unary(value)
    default: return nil
    }
  }

  /// A logic of the file's own, which is told the time in 0.18.
  private mutating func unary(_ value: Kind) -> FlowStep {
    features.insert(.unary)
    let name = unique("Dedupe")
    let type = type(of: value)
    let (now, sched) = era == .v0_18 ? ("now: Date, ", "sched: Date") : ("", "")
    types.append(
      """
      final class \(name): UnaryLogic {
        private var seen: [Int]

        init(seen: [Int]) {
          self.seen = seen
        }

        func onItem(\(now)_ value: \(type)) throws -> ([\(type)], Bool) {
          let mark = \(Self.measure(value, "value", domain)) % \(number(3...7))
          defer { seen.append(mark) }
          return (seen.contains(mark) ? [] : [value], seen.count > 4 ? Self.discard : Self.retain)
        }

        func onNotify(\(sched)) throws -> ([\(type)], Bool) {
          ([], Self.retain)
        }

        func onEOF() throws -> ([\(type)], Bool) {
          ([], Self.retain)
        }

        func notifyAt() -> Date? {
          nil
        }

        func snapshot() -> [Int] {
          seen
        }
      }
      """)
    let id = id("dedupe")
    stateIDs.append(id)
    let head = era == .v0_18 ? "(now: Date, resumeState: [Int]?) in" : "(resumeState: [Int]?) in"
    return FlowStep(
      name: "unary", id: id, callback: Callback(text: "{ \(head) \(name)(seen: resumeState ?? []) }", isClosure: true),
      output: .pair(value))
  }

  /// Two ways that come together again, or a join with another input.
  mutating func fork(_ kind: Kind) -> Kind {
    guard case .pair(let value) = kind, chance(40) else { return branch(kind) }
    return join(value)
  }

  private mutating func branch(_ kind: Kind) -> Kind {
    features.insert(.branch)
    let condition = filter(kind)
    let id = id("parts")
    let parts = unique("parts")
    let predicate = condition.callback ?? Callback(text: "{ _ in true }", isClosure: true)
    scope.lines.append("let \(parts) = " + call("op.branch", ["\"\(id)\"", scope.up], predicate))
    scope.up = "\(parts).trues"
    write(map(kind, to: kind))
    let wanted = scope.up
    scope.up = "\(parts).falses"
    if chance(60) { write(keeping(kind)) }
    let merged = unique("together")
    scope.lines.append("let \(merged) = op.merge(\"\(self.id("together"))\", \(wanted), \(scope.up))")
    scope.up = merged
    return kind
  }

  private mutating func join(_ value: Kind) -> Kind {
    features.insert(.join)
    let first = scope.up
    let name = unique("others")
    values.append("let \(name) = " + pairs { draft in "\(draft.number(1...9))" })
    input(testing(name), id("others"))
    if value == .number, chance(40) { return windowJoin(first) }
    let joined = unique("joined")
    let isRunning = chance(40)
    scope.lines.append("let \(joined) = op.join(\"\(id("joined"))\", \(first), \(scope.up)\(isRunning ? ", running: true" : ""))")
    scope.up = joined
    let left =
      isRunning
      ? "entry.1.0.map { \"\(value.words("$0", in: domain))\" } ?? \"nothing\"" : "\"\(value.words("entry.1.0", in: domain))\""
    let right = isRunning ? "entry.1.1.map { \"\\($0)\" } ?? \"nothing\"" : "\"\\(entry.1.1)\""
    let described = unique("pairLines")
    let body = "\"\\(entry.0) \\(\(left)) with \\(\(right))\""
    scope.lines.append("let \(described) = op.map(\"\(id("pair_line"))\", \(joined)) { entry in \(body) }")
    scope.up = described
    if value.holdsEvent { usesEvent = true }
    return .text
  }

  /// Numbers of both inputs that fall into one window.
  private mutating func windowJoin(_ first: String) -> Kind {
    let clock = clock(.number)
    let joined = unique("joined")
    let windower = clock.isSystem ? wholeTime() : windower()
    scope.lines.append(
      "let \(joined) = wop.joinWindow(\"\(id("window_join"))\", \(clock.text), \(windower), \(first), \(scope.up))")
    let described = unique("windowLines")
    let sides = ["0", "1"].map { "\\(entry.1.1.\($0).map { \"\\($0)\" } ?? \"nothing\")" }.joined(separator: " with ")
    scope.lines.append("let \(described) = op.map(\"\(id("window_line"))\", \(joined)) { entry in \"\\(entry.0) \(sides)\" }")
    scope.up = described
    return .text
  }
}
