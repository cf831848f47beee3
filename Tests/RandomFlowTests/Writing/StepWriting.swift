extension FlowDraft {
  /// Writes a step in the style of the era.
  mutating func write(_ step: FlowStep) {
    if isFluent { scope.lines.append(fluent(step)) } else { writeStream(step) }
  }

  private mutating func fluent(_ step: FlowStep) -> String {
    call("\(scope.receiver)\(step.name)", (step.isNamed ? ["\"\(step.id)\""] : []) + step.arguments, step.callback)
  }

  /// Since 0.18: as a function of the stream, or as its method, with a name for what it gives.
  private mutating func writeStream(_ step: FlowStep) {
    let name = unique(streamName(step.id))
    let isMethod = !step.isWindow && chance(20)
    let space = step.isWindow ? "wop" : "op"
    let head = isMethod ? "\(scope.up).\(step.name)" : "\(space).\(step.name)"
    let first = ["\"\(step.id)\""] + (isMethod ? [] : [scope.up])
    scope.lines.append("let \(name) = " + call(head, first + step.arguments, step.callback))
    scope.up = name
  }

  /// A call, over several lines where it would be long.
  mutating func call(_ head: String, _ arguments: [String], _ callback: Callback?) -> String {
    var (arguments, trailing) = (arguments, "")
    if let callback {
      if callback.isClosure, !chance(15) {
        trailing = " " + callback.text
        // The closure before it may stand there too.
        if let last = arguments.last, last.hasPrefix("builder: {") || last.hasPrefix("reducer: {"), last.hasSuffix("}"),
          chance(15)
        {
          arguments.removeLast()
          trailing = " " + last.dropFirst("builder: ".count) + " _:" + trailing
        }
      } else {
        arguments.append(callback.text)
      }
    }
    if arguments.isEmpty, !trailing.isEmpty { return head + trailing }
    let isLong = head.count + arguments.reduce(0) { $0 + $1.count + 2 } > 100
    if isLong {
      let lines = arguments.map { $0.replacing("\n", with: "\n  ") }
      return "\(head)(\n  \(lines.joined(separator: ",\n  "))\n)\(trailing)"
    }
    return "\(head)(\(arguments.joined(separator: ", ")))\(trailing)"
  }

  /// `by_key` to `byKey`, or `byKeyStream`.
  mutating func streamName(_ id: String) -> String {
    let words = id.split(separator: "_")
    let plain = words.enumerated().map {
      $0.offset == 0 ? String($0.element) : $0.element.prefix(1).uppercased() + $0.element.dropFirst()
    }
    .joined()
    return chance(50) ? plain + "Stream" : plain + "s"
  }
}
