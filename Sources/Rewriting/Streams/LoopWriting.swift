import RuleBook
import SourceFacts
import SwiftSyntax

/// Writes loops whose rounds add steps.
extension StreamWriter {
  /// Writes a loop; a variable carries the stream from round to round.
  mutating func write(
    _ loop: FlowLoop, _ body: FlowBlock, _ item: FlowItem, up: String?, isLive: Bool, _ context: inout Context
  ) -> String? {
    var inner = context
    let round = counter(loop, body, item)
    inner.suffix += round.suffix
    defer { if let name = round.index { names.release(name) } }
    let isCarried = liveness.produces(body) && (isLive || liveness.needs(body, after: false))
    guard isCarried else {
      _ = thread(body, up: up, exit: .none, &inner)
      return up
    }
    guard let up else {
      leave("the flow's first input stands in a loop; move it before the loop", item.place)
      return nil
    }
    if let start = context.type, let end = end(of: body, start), start != end {
      leave("a round of the loop changes the type of the items from \(start) to \(end)", item.place)
      return up
    }
    let name = carrier(of: up, before: item)
    _ = thread(body, up: name, exit: .assignment(name), &inner)
    return name
  }

  /// A variable that holds the stream and can take another: `up` itself if it is one.
  mutating func carrier(of up: String, before item: FlowItem) -> String {
    if variables.contains(up) { return up }
    let name = names.variable("stream")
    variables.insert(name)
    put("var \(name) = \(up)", before: item)
    return name
  }

  /// Puts a line before an item.
  mutating func put(_ line: String, before item: FlowItem) {
    let start = item.place.range.lowerBound
    outcome.edits.append(.insert(line + facts.file.newline + facts.file.indentation(at: start), at: start))
  }

  /// What makes the ids of a loop's steps differ from one round to the next; the loop may get a counter for it.
  mutating func counter(_ loop: FlowLoop, _ body: FlowBlock, _ item: FlowItem) -> (suffix: String, index: String?) {
    guard needsCounter(body) else { return ("", nil) }
    if case .closure(let call, let name) = loop, let member = call.calledExpression.as(MemberAccessExprSyntax.self) {
      let index = names.variable("index")
      outcome.edits.append(.insert(".enumerated()", at: facts.file.place(of: member.period).range.lowerBound))
      outcome.edits.append(.insert("\(index), ", at: facts.file.place(of: name).range.lowerBound))
      return ("_\\(\(index))", index)
    }
    guard case .each(let node, let name, let isCounting) = loop else {
      let round = names.variable("round")
      put("var \(round) = 0", before: item)
      if let first = body.statements.first {
        let start = facts.file.place(of: first).range.lowerBound
        let behind = facts.file.startsLine(start) ? facts.file.newline + facts.file.indentation(at: start) : "; "
        outcome.edits.append(.insert("\(round) += 1\(behind)", at: start))
      }
      return ("_\\(\(round))", nil)
    }
    if isCounting, let name { return ("_\\(\(name))", nil) }
    let index = names.variable("index")
    let pattern = facts.file.place(of: node.pattern).range
    if isCounting {
      outcome.edits.append(.replace(pattern, with: index))
      return ("_\\(\(index))", index)
    }
    outcome.edits.append(.insert("(\(index), ", at: pattern.lowerBound))
    outcome.edits.append(.insert(")", at: pattern.upperBound))
    let sequence = facts.file.place(of: node.sequence).range
    let isSimple = !node.sequence.is(SequenceExprSyntax.self)
    if !isSimple { outcome.edits.append(.insert("(", at: sequence.lowerBound)) }
    outcome.edits.append(.insert((isSimple ? "" : ")") + ".enumerated()", at: sequence.upperBound))
    return ("_\\(\(index))", index)
  }

  /// Whether some step in a loop would have the same id in every round.
  func needsCounter(_ body: FlowBlock) -> Bool {
    body.items.contains { item in
      switch item.kind {
      case .step(let call): !call.hasStepID || call.unlabelled.first?.stringValue != nil
      case .helper(_, let function): plans[function]?.takesStepID ?? true
      case .loop(_, let inner): needsCounter(inner)
      case .branch(let arms, _): arms.contains(where: needsCounter)
      case .opaque: false
      }
    }
  }
}
