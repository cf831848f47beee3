/// The clocks of window steps: by the system, by one of the two times of an item, and the ways in which a file names them.
extension FlowDraft {
  /// What the step says of its clock, and what is known of it.
  struct Clock {
    let text: String
    var isSystem = false
    /// Whether the text alone does not say which clock it is.
    var isHidden = false
  }

  mutating func clock(_ value: Kind) -> Clock {
    features.insert(.clock)
    guard value == .event || value == .number, !chance(15) else {
      if chance(50) { return Clock(text: "SystemClockConfig()", isSystem: true) }
      let name = unique("systemClock")
      values.append("let \(name) = SystemClockConfig()")
      return Clock(text: name, isSystem: true)
    }
    let type = type(of: value)
    let (first, second) = chance(70) ? (domain.time, domain.otherTime) : (domain.otherTime, domain.time)
    func time(_ field: String, _ item: String) -> String {
      // Numbers count down in the other time, so that a wrong clock shows.
      let seconds = value == .event ? "\(item).\(field)" : field == domain.time ? "\(item) * 10" : "1000 - \(item) * 10"
      return "Date(timeIntervalSince1970: \(Domain.start) + Double(\(seconds)))"
    }
    // Between two multiples of ten, which items' times are, so that no second more or less makes an item late.
    let wait = pick([45, 605, 605])
    func config(_ field: String) -> String {
      "EventClockConfig(waitForSystemDuration: .seconds(\(wait))) { (item: \(type)) in \(time(field, "item")) }"
    }
    let typeName = "EventClockConfig<\(type)>"
    switch number(0...14) {
    case 0: return Clock(text: config(first))
    case 1:
      let getter = unique("eventTime")
      functions.append("func \(getter)(_ item: \(type)) -> Date {\n  \(time(first, "item"))\n}")
      let name = unique("clockConfig")
      values.append("let \(name) = EventClockConfig(waitForSystemDuration: .seconds(\(wait)), \(getter))")
      return Clock(text: name)
    case 2:
      let name = unique(pick(["makeClock", "clockOf"]))
      functions.append("func \(name)() -> \(typeName) {\n  \(config(first))\n}")
      return Clock(text: "\(name)()", isHidden: true)
    case 3, 4:
      // A property, and another of the same name in another type.
      features.insert(.shadow)
      let (one, two) = (unique("Settings"), unique("OldSettings"))
      let name = unique("settings")
      var declarations = ["struct \(two): Sendable {\n  let clock = \(config(second))\n}", "struct \(one): Sendable {\n  let clock = \(config(first))\n}"]
      if chance(50) { declarations.reverse() }
      types += declarations
      values.append("let \(name) = \(one)()")
      return Clock(text: "\(name).clock", isHidden: true)
    case 5, 6:
      guard scope.isHelper, !scope.parameters.contains(where: { $0.name == "clock" }) else {
        return Clock(text: named(config(first), "clockConfig"))
      }
      features.insert(.shadow)
      let argument = chance(60) ? named(config(first), "by" + first.prefix(1).uppercased() + first.dropFirst()) : config(first)
      if chance(60) {
        types.append("struct \(unique("Defaults")): Sendable {\n  /// What nobody uses any more.\n  let clock = \(config(second))\n}")
      } else {
        values.append("let \(unique("clock")) = \(config(second))")
      }
      scope.parameters.append(("clock", typeName, argument))
      return Clock(text: "clock", isHidden: true)
    case 7 where scope.isTopLevel:
      features.insert(.shadow)
      let name = unique("bestClock")
      values.append("var \(name) = \(config(second))\n\(name) = \(config(first))")
      return Clock(text: name, isHidden: true)
    case 8:
      features.insert(.factory)
      let name = unique("timeOf")
      functions.append("func \(name)(_ shift: Int) -> @Sendable (\(type)) -> Date {\n  { item in \(time(first, "item")).addingTimeInterval(Double(shift)) }\n}")
      let clock = "EventClockConfig(waitForSystemDuration: .seconds(\(wait)), \(name)(\(pick([0, 60]))))"
      return Clock(text: chance(50) ? clock : named(clock, "clockConfig"))
    case 9:
      let name = unique("Clocks")
      types.append("enum \(name) {\n  static let main = \(config(first))\n  static let spare = \(config(second))\n}")
      return Clock(text: "\(name).main", isHidden: true)
    default: return Clock(text: named(config(first), pick(["clockConfig", "clocks"])))
    }
  }

  private mutating func named(_ text: String, _ wanted: String) -> String {
    let name = unique(wanted)
    values.append("let \(name) = \(text)")
    return name
  }
}
