import SwiftSyntax

/// How the steps of one flow are arranged in one function body: in a row, in loops, in branches, in helpers.
package struct FlowBlock: Sendable {
  package var items: [FlowItem]
  /// Where text may be put at the end of the block, on a line of its own.
  package let statements: CodeBlockItemListSyntax
}

/// One statement that has to do with a flow.
package struct FlowItem: Sendable {
  /// What the statement does.
  package enum Kind: Sendable {
    case step(CallFact)
    /// A call of a function of this file that adds steps.
    case helper(CallFact, function: Int)
    /// A body that runs any number of times.
    case loop(FlowLoop, FlowBlock)
    /// Bodies of which at most one runs; `isTotal` when exactly one does.
    case branch([FlowBlock], isTotal: Bool)
    /// Code that cannot be followed; the reason in words.
    case opaque(String)
  }
  package let kind: Kind
  package let statement: CodeBlockItemSyntax
  package let place: Place

  /// How sure we are that it has to do with the flow.
  package var evidence: Evidence {
    switch kind {
    case .step(let call), .helper(let call, _): call.evidence
    case .loop(_, let body): FlowItem.weakest(body.items)
    case .branch(let arms, _): FlowItem.weakest(arms.flatMap(\.items))
    case .opaque: .lexical
    }
  }

  private static func weakest(_ items: [FlowItem]) -> Evidence {
    let found = items.map(\.evidence)
    return found.contains(.unverified) ? .unverified : found.contains(.lexical) ? .lexical : found.first ?? .lexical
  }
}

/// The head of a loop.
package enum FlowLoop: Sendable {
  /// `for name in sequence`; `isCounting` when the sequence is a range of integers.
  case each(ForStmtSyntax, name: String?, isCounting: Bool)
  /// `sequence.forEach { name in … }`, by the name of its parameter.
  case closure(FunctionCallExprSyntax, name: TokenSyntax)
  /// `while`, `repeat`, and `forEach` with a closure whose parameter has no plain name.
  case other
}

/// Arranges the uses of a flow as the statements around them are arranged.
package struct FlowShape {
  let facts: FlowFacts
  /// Functions that add steps to the flow, by parameter or by capture.
  let helpers: Set<Int>
  /// What has to do with the flow's steps, in order.
  let uses: [DataflowUse]
  /// The calls of capturing helpers, in order.
  let helperCalls: [CallFact]
  /// Where the two are, in order.
  private let offsets: [Int]

  /// The shape of `dataflow` in the body where its name lives, or in a function that captures it.
  ///
  /// `uses` are the flow's uses there, `capturing` the functions that use the flow without receiving it; calls of the body's own function
  /// do not count.
  package init(_ facts: FlowFacts, uses: [DataflowUse], in function: Int?, capturing: Set<Int>) {
    self.facts = facts
    self.uses = uses.filter { !$0.isHarmless }.sorted { $0.place < $1.place }
    helpers = capturing
    let calls =
      capturing.isEmpty
      ? []
      : facts.calls(in: function).filter { call in
        guard call.isOnSelf, let target = facts.function(named: call.syntax.calledExpression) else { return false }
        return capturing.contains(target.index) && target.index != function
      }
    helperCalls = calls.sorted { $0.place < $1.place }
    offsets = (self.uses.map(\.place.range.lowerBound) + calls.map(\.place.range.lowerBound)).sorted()
  }

  /// The items of some statements, in order.
  package func block(_ statements: CodeBlockItemListSyntax) -> FlowBlock {
    FlowBlock(items: concerned(statements).flatMap(items), statements: statements)
  }

  /// The statements with a use in them. A file may have as many flows as statements, so not each is looked at for each flow.
  private func concerned(_ statements: CodeBlockItemListSyntax) -> [CodeBlockItemSyntax] {
    let all = facts.statements(of: statements)
    var found: [CodeBlockItemSyntax] = []
    var next = 0
    guard let first = all.first, let last = all.last else { return [] }
    for offset in offsets.within(first.start..<last.end, at: { $0 }) where offset >= next {
      let place = all.firstPlace { $0.end > offset }
      guard place < all.count, all[place].start <= offset else { continue }
      found.append(all[place].statement)
      next = all[place].end
    }
    return found
  }

  private func items(_ statement: CodeBlockItemSyntax) -> [FlowItem] {
    let range = facts.file.place(of: statement).range
    let inside = Array(uses.within(range) { $0.place.range.lowerBound })
    let calls = Array(helperCalls.within(range) { $0.place.range.lowerBound })
    guard !inside.isEmpty || !calls.isEmpty, !statement.item.is(FunctionDeclSyntax.self) else { return [] }
    return [FlowItem(kind: kind(statement, inside, calls), statement: statement, place: facts.file.place(of: statement.item))]
  }

  private func kind(
    _ statement: CodeBlockItemSyntax, _ inside: [DataflowUse], _ calls: [CallFact]
  ) -> FlowItem.Kind {
    var expression = ExprSyntax(statement.item)
    if let wrapped = statement.item.as(ExpressionStmtSyntax.self) { expression = wrapped.expression }
    if let attempt = expression?.as(TryExprSyntax.self) { expression = attempt.expression }
    if let call = expression?.as(FunctionCallExprSyntax.self) {
      if let found = direct(call, inside, calls) { return found }
      if let found = forEach(call, inside, calls) { return found }
    }
    if let branch = expression?.as(IfExprSyntax.self) {
      var arms = [block(branch.body.statements)]
      var rest = branch.elseBody
      while case .ifExpr(let other)? = rest {
        arms.append(block(other.body.statements))
        rest = other.elseBody
      }
      if case .codeBlock(let last)? = rest { return .branch(arms + [block(last.statements)], isTotal: true) }
      return .branch(arms, isTotal: false)
    }
    if let choice = expression?.as(SwitchExprSyntax.self) {
      let arms = choice.cases.compactMap { $0.as(SwitchCaseSyntax.self) }.map { block($0.statements) }
      return .branch(arms, isTotal: true)
    }
    switch statement.item {
    case .stmt(let node):
      if let loop = node.as(ForStmtSyntax.self) {
        let name = loop.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText
        return .loop(.each(loop, name: name, isCounting: isCounting(loop.sequence)), block(loop.body.statements))
      }
      if let loop = node.as(WhileStmtSyntax.self) { return .loop(.other, block(loop.body.statements)) }
      if let loop = node.as(RepeatStmtSyntax.self) { return .loop(.other, block(loop.body.statements)) }
      if let scope = node.as(DoStmtSyntax.self), scope.catchClauses.isEmpty {
        return .branch([block(scope.body.statements)], isTotal: true)
      }
    case .decl(let node):
      if let conditional = node.as(IfConfigDeclSyntax.self) {
        let arms = conditional.clauses.compactMap { clause -> FlowBlock? in
          guard case .statements(let list)? = clause.elements else { return nil }
          return block(list)
        }
        return .branch(arms, isTotal: conditional.clauses.last?.condition == nil)
      }
    default: break
    }
    return .opaque(reason(inside))
  }

  private func direct(
    _ call: FunctionCallExprSyntax, _ inside: [DataflowUse], _ calls: [CallFact]
  ) -> FlowItem.Kind? {
    let isAlone = inside.count + calls.count == 1
    for use in inside {
      switch use.kind {
      case .step(let fact) where fact.syntax.id == call.id:
        return isAlone ? .step(fact) : .opaque("a step's arguments use the flow again")
      case .sent(let fact, let function) where fact.syntax.id == call.id && isAlone:
        return .helper(fact, function: function)
      case .passed(let fact, let function, _) where fact.syntax.id == call.id && isAlone:
        return .helper(fact, function: function)
      default: break
      }
    }
    if let fact = calls.first, fact.syntax.id == call.id, isAlone,
      let target = facts.function(named: fact.syntax.calledExpression)
    {
      return .helper(fact, function: target.index)
    }
    return nil
  }

  /// `forEach` runs its closure at once, so it is a loop.
  private func forEach(_ call: FunctionCallExprSyntax, _ inside: [DataflowUse], _ calls: [CallFact]) -> FlowItem.Kind? {
    let fact = facts.call(at: call)
    guard fact?.name == "forEach", fact?.receiver == .other, let closure = fact?.callback?.closure, fact?.arguments.count == 1
    else { return nil }
    let range = facts.file.place(of: closure.statements).range
    let places = inside.map(\.place) + calls.map(\.place)
    guard places.allSatisfy({ range.contains($0.range.lowerBound) }) else { return nil }
    if case .simpleInput(let list)? = closure.signature?.parameterClause, list.count == 1, let name = list.first?.name,
      name.text != "_"
    {
      return .loop(.closure(call, name: name), block(closure.statements))
    }
    return .loop(.other, block(closure.statements))
  }

  private func isCounting(_ sequence: ExprSyntax) -> Bool {
    guard let operation = sequence.as(SequenceExprSyntax.self), operation.elements.count == 3 else { return false }
    let symbol = operation.elements.dropFirst().first?.sourceText
    return symbol == "..<" || symbol == "..."
  }

  private func reason(_ inside: [DataflowUse]) -> String {
    for use in inside {
      if case .other(let words) = use.kind { return words }
    }
    return "steps are added in a place that cannot be followed, such as a closure"
  }
}

extension DataflowUse {
  /// Whether the use leaves the flow's steps alone.
  package var isHarmless: Bool {
    switch kind {
    case .read, .returned: true
    default: false
    }
  }
}
