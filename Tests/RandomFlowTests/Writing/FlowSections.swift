import SourceFacts

/// The steps between input and output, in sections: at the top, in helpers, loops and conditions.
extension FlowDraft {
  /// Writes the steps from `kind` on and gives the kind of what the last one gives.
  mutating func sections(_ start: Kind, skipping: Set<Int>) -> Kind {
    var kind = start
    let base = random
    for section in 0..<number(2...4) {
      // Each section draws its own numbers, so that one can be left out without changing the choices of the others.
      var own = base
      for _ in 0...section { _ = own.next() }
      random = own
      if skipping.contains(section) { continue }
      kind = self.section(kind)
    }
    return kind
  }

  private mutating func section(_ kind: Kind) -> Kind {
    switch number(0...17) {
    case 14: return namedHelper(kind)
    case 15: return genericHelper(kind)
    case 16: return chance(40) ? compiledCondition(kind) : steps(kind)
    case 17: return chance(40) ? optionalReduce(kind) : namedHelper(kind)
    case 0...3: return helper(kind)
    case 4: return isFluent ? loop(kind) : steps(kind)
    case 5: return isFluent ? condition(kind) : steps(kind)
    case 6, 7, 8: return !isFluent && isOrdered && !scope.isHelper && printsSteadily(kind) ? fork(kind) : steps(kind)
    case 9 where printsSteadily(kind):
      output(isFluent ? "StdOutput()" : "StdOutSink()", "middle")
      if era == .v0_16 || !files.isEmpty { isExact = false }
      return steps(kind)
    default: return steps(kind)
    }
  }

  private func printsSteadily(_ kind: Kind) -> Bool { if case .windowed = kind { false } else { true } }

  mutating func steps(_ kind: Kind) -> Kind {
    var kind = kind
    for _ in 0..<number(1...3) {
      let step = next(kind)
      write(step)
      kind = step.output
    }
    return kind
  }

  /// A step that takes this kind of item.
  mutating func next(_ kind: Kind) -> FlowStep {
    if case .pair = kind, !isOrdered { isSpread = true }
    let fields: [Kind] = kind == .event ? [.number, .text] : kind == .pair(.number) ? [.number] : []
    if !fields.isEmpty, chance(6), let step = keyPath(kind, to: pick(fields)) { return step }
    switch kind {
    case .text where isSpread: return pickStep([{ $0.flatMap(.text) }, { $0.keeping(.text) }])
    case .number where isSpread: return pickStep([{ $0.flatMap(.number) }, { $0.filterMap(.number) }, { $0.keeping(.number) }])
    case .event where isSpread: return keeping(.event)
    case .text:
      return pickStep([
        { $0.map(.text, to: .pair(.number)) }, { $0.map(.text, to: .pair(.text)) }, { $0.flatMap(.text) }, { $0.keeping(.text) },
      ])
    case .number:
      return pickStep([
        { $0.map(.number, to: .pair(.number)) }, { $0.map(.number, to: .pair(.number)) }, { $0.flatMap(.number) },
        { $0.filterMap(.number) }, { $0.keeping(.number) },
      ])
    case .event:
      return pickStep([
        { $0.map(.event, to: .pair(.event)) }, { $0.map(.event, to: .pair(.event)) }, { $0.map(.event, to: .pair(.number)) },
        { $0.keeping(.event) },
      ])
    case .windowed(let value):
      return map(kind, to: chance(70) ? .pair(value) : .text)
    case .pair(let value): return keyed(value)
    case .list: return map(kind, to: .text)
    }
  }

  private mutating func keyed(_ value: Kind) -> FlowStep {
    let kind = Kind.pair(value)
    if case .list = value { return map(kind, to: chance(40) ? .pair(.number) : chance(50) ? .pair(.text) : .text) }
    if !isFluent, chance(40), let step = keyedStream(value) { return step }
    switch number(0...13) {
    case 0...3: return statefulMap(value)
    case 4, 5, 6: return isFluent ? reduce(value) : statefulMap(value)
    case 7...10: return window(value)
    case 11 where era != .v0_16: return batch(value)
    case 12: return value == .event ? map(kind, to: .pair(.number)) : map(kind, to: kind)
    default: return keeping(kind)
    }
  }

  private mutating func pickStep(_ makers: [(inout FlowDraft) -> FlowStep]) -> FlowStep {
    let chosen = pick(makers)
    return chosen(&self)
  }

  /// A step for each number of a list.
  private mutating func loop(_ kind: Kind) -> Kind {
    guard kind == .number || kind == .pair(.number) else { return steps(kind) }
    features.insert(.loop)
    let name = unique(pick(["factor", "bonus"]))
    let (item, result) = kind == .number ? ("number", "number + \(name)") : ("entry", "(entry.0, entry.1 + \(name))")
    let closure = "{ (\(item): \(type(of: kind))) -> \(type(of: kind)) in \(result) }"
    let list = "[\(number(1...3)), \(number(4...9))]"
    scope.lines.append("for \(name) in \(list) {\n  \(scope.receiver)map \(closure)\n}")
    return kind
  }

  /// A step only where it is wanted.
  private mutating func condition(_ kind: Kind) -> Kind {
    features.insert(.condition)
    let flag = unique(pick(["verbose", "isStrict"]))
    values.append("let \(flag) = \(chance(60))")
    let outer = scope.lines
    scope.lines = []
    write(keeping(kind))
    let inside = scope.indented(1)
    scope.lines = outer + ["if \(flag) {\n\(inside)\n}"]
    return kind
  }

  /// Steps in a function of their own.
  private mutating func helper(_ kind: Kind) -> Kind {
    guard !scope.isHelper else { return steps(kind) }
    features.insert(.helper)
    let outer = scope
    let isExtension = outer.isTopLevel && chance(20)
    scope = FlowScope(receiver: isExtension ? "" : "flow.", up: isExtension ? "self" : "up", isHelper: true, isTopLevel: false)
    let output = steps(kind)
    var name = unique(pick(["addSteps", "prepare", "tidyUp", "evaluate"]))
    // As a step of its own is called.
    if let last = stateIDs.last, scope.lines.contains(where: { $0.contains("\"\(last)\"") }), chance(40), !last.contains("_") {
      name = unique(last)
      features.insert(.shadow)
    }
    let inner = scope
    scope = outer
    writeHelper(name, inner, kind, output, isExtension)
    return output
  }

  private mutating func writeHelper(_ name: String, _ inner: FlowScope, _ kind: Kind, _ output: Kind, _ isExtension: Bool) {
    let more = inner.parameters.map { "\($0.name): \($0.type)" }
    let arguments = inner.parameters.map { "\($0.name): \($0.argument)" }
    if isFluent {
      let head = "func \(name)(\(((isExtension ? [] : ["_ flow: Dataflow"]) + more).joined(separator: ", "))) {"
      if isExtension {
        functions.append("extension Dataflow {\n  \(head)\n\(inner.indented(2))\n  }\n}")
        scope.lines.append("flow.\(name)(\(arguments.joined(separator: ", ")))")
      } else {
        functions.append("\(head)\n\(inner.indented(1))\n}")
        let flow = String(scope.receiver.dropLast())
        scope.lines.append("\(name)(\(([flow] + arguments).joined(separator: ", ")))")
      }
      return
    }
    let result = unique(name + "Stream")
    if isExtension {
      let head = "func \(name)(\(more.joined(separator: ", "))) -> Stream<\(type(of: output))> {"
      functions.append(
        "extension Stream where Element == \(type(of: kind)) {\n  \(head)\n\(inner.indented(2))\n    return \(inner.up)\n  }\n}")
      scope.lines.append("let \(result) = \(scope.up).\(name)(\(arguments.joined(separator: ", ")))")
      scope.up = result
      return
    }
    let head =
      "func \(name)(\((["_ up: Stream<\(type(of: kind))>"] + more).joined(separator: ", "))) -> Stream<\(type(of: output))> {"
    functions.append("\(head)\n\(inner.indented(1))\n  return \(inner.up)\n}")
    scope.lines.append("let \(result) = \(name)(\(([scope.up] + arguments).joined(separator: ", ")))")
    scope.up = result
  }
}
