/// Steps over windows, with every clock and windower.
extension FlowDraft {
  mutating func window(_ value: Kind) -> FlowStep {
    let clock = clock(value)
    let windower = windower()
    let clocked = clock.isSystem ? [clock.text, wholeTime()] : [clock.text, windower]
    func step(_ name: String, _ id: String, _ more: [String], _ callback: Callback?, _ output: Kind) -> FlowStep {
      FlowStep(
        name: name, id: id, isNamed: true, isWindow: true, arguments: clocked + more, callback: callback,
        output: isFluent ? .pair(output) : .windowed(output))
    }
    let domain = domain
    // Only a list shows in which order a window's items are.
    switch clock.isHidden && chance(70) ? 3 : number(0...3) {
    case 0:
      features.insert(.fold)
      let id = id(pick(["amounts", "history"]))
      stateIDs.append(id)
      let recipe = CallbackRecipe(
        verb: "append", making: "appending", parameters: [("list", "[Int]"), (valueName(value), type(of: value))],
        result: "[Int]",
        constant: ("bonus", "1")
      ) { use in "\(use[0]) + [\(Self.measure(value, use[1], domain))\(use.call.map { " + \($0) * 100" } ?? "")]" }
      let builder = builder(of: "[Int]", verb: "empty", making: "startingWith", { $0.map { "[\($0)]" } ?? "[]" })
      return step("foldWindow", id, ["builder: \(builder)"], callback(recipe), .list(.number))
    case 1 where value != .list(.number):
      let id = id(pick(["merged", "sums"]))
      stateIDs.append(id)
      return step("reduceWindow", id, [], callback(combining(value)), value)
    default:
      let id = id(pick(["collected", "by_window"]))
      return step("collectWindow", id, [], nil, .list(value))
    }
  }

  /// A window that holds everything, whatever the hour.
  mutating func wholeTime() -> String {
    "TumblingWindow(length: .seconds(3_155_760_000), alignTo: Date(timeIntervalSince1970: 946_684_800))"
  }

  mutating func windower() -> String {
    let length = pick([30, 60, 120])
    let start = "Date(timeIntervalSince1970: \(Domain.start))"
    let text =
      switch number(0...5) {
      case 0: "SessionWindow(gap: .seconds(\(pick([15, 25]))))"
      case 1: "SlidingWindow(length: .seconds(\(length)), offset: .seconds(\(length / 2)), alignTo: \(start))"
      default: "TumblingWindow(length: .seconds(\(length)), alignTo: \(start))"
      }
    let kind = String(text.prefix { $0 != "(" })
    switch number(0...5) {
    case 0: return text
    case 1:
      let name = unique(pick(["spans", "makeWindows"]))
      functions.append("func \(name)() -> \(kind) {\n  \(text)\n}")
      return "\(name)()"
    case 2 where scope.isHelper:
      let name = unique("windows")
      scope.parameters.append((name, kind, text))
      return name
    default:
      let name = unique(pick(["windowConfig", "windows", "spans"]))
      values.append("let \(name) = \(text)")
      return name
    }
  }
}
