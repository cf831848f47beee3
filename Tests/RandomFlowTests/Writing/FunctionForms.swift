/// Functions that add steps and take more than the flow: what their step is called, or what they work on.
extension FlowDraft {
  /// A step with state in a helper whose callers say what it is called: each for itself, or a loop.
  mutating func namedHelper(_ kind: Kind) -> Kind {
    guard kind == .pair(.number), !scope.isHelper else { return steps(kind) }
    features.insert(.callerID)
    let helper = unique(pick(["addTotal", "countUp", "addBalance"]))
    let name = pick(["name", "id", "stepID"])
    let isPart = chance(40)
    let words = [id("spring"), id("autumn")]
    callerIDs += words.map { isPart ? $0 + "_total" : $0 }
    let text = isPart ? "\"\\(\(name))_total\"" : name
    if isFluent {
      let step =
        "statefulMap(\(text), builder: { 0 }) { (total: Int, value: Int) -> (Int?, Int) in (total + value, total + value) }"
      if chance(30) {
        scope.lines.append(
          "for \(name) in [\(words.map { "\"\($0)\"" }.joined(separator: ", "))] {\n  \(scope.receiver)\(step)\n}")
        return kind
      }
      functions.append("func \(helper)(_ flow: Dataflow, _ \(name): String) {\n  flow.\(step)\n}")
      let flow = String(scope.receiver.dropLast())
      if chance(40) {
        scope.lines.append(
          "for \(name) in [\(words.map { "\"\($0)\"" }.joined(separator: ", "))] {\n  \(helper)(\(flow), \(name))\n}")
      } else {
        scope.lines += words.map { "\(helper)(\(flow), \"\($0)\")" }
      }
      return kind
    }
    let call =
      era == .v0_19
      ? "op.statefulMap(\(text), up) { (total: Int?, value: Int) in ((total ?? 0) + value, (total ?? 0) + value) }"
      : "op.statefulMap(\(text), up, builder: { 0 }) { (total: Int, value: Int) in (total + value, total + value) }"
    functions.append("func \(helper)(_ up: Stream<(String, Int)>, _ \(name): String) -> Stream<(String, Int)> {\n  \(call)\n}")
    for word in words {
      let result = unique(word + "Totals")
      scope.lines.append("let \(result) = \(helper)(\(scope.up), \"\(word)\")")
      scope.up = result
    }
    return kind
  }

  /// A helper for items of any type.
  mutating func genericHelper(_ kind: Kind) -> Kind {
    guard !scope.isHelper else { return steps(kind) }
    features.insert(.generic)
    let helper = unique(pick(["keepSome", "dropFew", "only"]))
    let wanted = "where isWanted: @escaping @Sendable (Item) -> Bool"
    let test = "{ (item: \(type(of: kind))) -> Bool in \(Self.measure(kind, "item", domain)) % 7 != 3 }"
    if isFluent {
      functions.append("func \(helper)<Item: Sendable>(_ flow: Dataflow, \(wanted)) {\n  flow.filter(isWanted)\n}")
      scope.lines.append("\(helper)(\(scope.receiver.dropLast()), where: \(test))")
      return kind
    }
    functions.append(
      "func \(helper)<Item: Sendable>(_ up: Stream<Item>, \(wanted)) -> Stream<Item> {\n  op.filter(\"\(id("few"))\", up, isWanted)\n}"
    )
    let result = unique("fewer")
    scope.lines.append("let \(result) = \(helper)(\(scope.up), where: \(test))")
    scope.up = result
    return kind
  }

  /// A step that only some builds have: as a statement, or between the parts of a chain.
  mutating func compiledCondition(_ kind: Kind) -> Kind {
    features.insert(.compiled)
    let test = pick(["os(Linux)", "swift(>=5.9)", "DEBUG"])
    if isFluent {
      let outer = scope.lines
      scope.lines = []
      write(keeping(kind))
      scope.lines = outer + ["#if \(test)\n\(scope.lines.joined(separator: "\n"))\n#endif"]
      return kind
    }
    let name = unique("checked")
    let (one, other) = (id("odd_ones"), id("few_ones"))
    let first = "{ (item: \(type(of: kind))) in \(Self.measure(kind, "item", domain)) % 4 != 1 }"
    let second = "{ (item: \(type(of: kind))) in \(Self.measure(kind, "item", domain)) % 9 != 2 }"
    scope.lines.append(
      "let \(name) = \(scope.up)\n  .filter(\"\(one)\") \(first)\n#if \(test)\n  .filter(\"\(other)\") \(second)\n#endif")
    scope.up = name
    return kind
  }

  /// Values that may be missing, combined in 0.16 and 0.17.
  mutating func optionalReduce(_ kind: Kind) -> Kind {
    guard isFluent, kind == .pair(.number) else { return steps(kind) }
    features.formUnion([.reduce, .optional])
    let (flow, id) = (scope.receiver, id("missing"))
    scope.lines += [
      "\(flow)map { (entry: (String, Int)) -> (String, Int?) in (entry.0, entry.1 % 3 == 0 ? nil : entry.1) }",
      "\(flow)reduce(\"\(id)\", reducer: { (left: Int?, right: Int?) -> Int? in left.map { $0 + (right ?? 100) } }) { (total: Int?) -> Bool in (total ?? 99) > 20 }",
      "\(flow)map { (entry: (String, Int?)) -> (String, Int) in (entry.0, entry.1 ?? -1) }",
    ]
    return kind
  }
}
