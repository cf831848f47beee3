import RuleBook
import SourceFacts
import SwiftSyntax

/// Turns every line of steps of a file into streams handed from operator to operator.
///
/// A flow of 0.16 or 0.17 keeps its current stream to itself; here each step's stream gets a name. Where a loop or a
/// branch changes the stream, a variable carries it; a function that adds steps becomes one that takes and returns a
/// stream. Either all flows of a file are threaded or none is.
struct StreamThreading {
  static let verb = "thread-streams"

  let facts: FlowFacts
  /// The verbs for a step's operator, with the rules they belong to.
  let shapes: [String: [(rule: Rule, actions: [any StepAction])]]
  /// The rule in whose name steps are threaded.
  let rule: String

  /// The edits of all flows, or what keeps them from being threaded.
  func rewrite() -> Outcome {
    var outcome = Outcome.nothingToDo
    var plans = helperPlans()
    let owners = facts.dataflows.filter(\.isOwner).compactMap { body(of: $0, &outcome) }
    for block in owners.map(\.block) + plans.values.map(\.block) { leave(block, &outcome) }
    leaveUnfollowed(&outcome)
    guard !outcome.isLeft else { return outcome }

    prepare(&plans, owners.map(\.block))
    var writer = StreamWriter(facts: facts, shapes: shapes, rule: rule, plans: plans, ids: StepIDPlan(owners.map(\.block), plans))
    for owner in owners { writer.write(owner.block, of: owner.flow) }
    for plan in plans.values.sorted(by: { $0.function.index < $1.function.index }) { writer.write(plan) }
    return outcome + writer.outcome
  }

  // MARK: Bodies

  /// The statements in which a flow's steps stand; nil when it has none.
  private func body(of flow: DataflowFact, _ outcome: inout Outcome) -> (flow: DataflowFact, block: FlowBlock)? {
    let uses = flow.uses.filter { !$0.isHarmless }
    guard !uses.isEmpty else { return nil }
    let capturing = Set(uses.compactMap(\.function))
    var home = flow.function
    var statements: CodeBlockItemListSyntax?
    switch flow.origin {
    case .constructed(let call):
      statements = call.syntax.ancestor(CodeBlockItemListSyntax.self)
      if statements == nil || facts.isProperty(call) { statements = nil }
    case .result, .declared: statements = nil
    case .property, .parameter, .extended: statements = nil
    }
    if statements == nil, let root = root(of: flow) {
      home = root
      statements = facts.functions[root].body?.statements
    }
    guard let statements else {
      outcome.leave("steps of '\(flow.name)' are added in places that cannot be put in order", at: flow.place)
      return nil
    }
    let shape = FlowShape(facts, uses: flow.uses.filter { $0.function == home }, in: home, capturing: capturing)
    return (flow, shape.block(statements))
  }

  /// The function in which a property's flow begins: the only one that uses it without being called by another that does.
  private func root(of flow: DataflowFact) -> Int? {
    let uses = flow.uses.filter { !$0.isHarmless }
    let users = Set(uses.compactMap(\.function))
    guard !uses.contains(where: { $0.function == nil }) else { return nil }
    let called = users.filter { user in
      facts.calls(named: facts.functions[user].name).contains { $0.function.map(users.contains) == true && $0.isOnSelf }
    }
    let roots = users.subtracting(called)
    return roots.count == 1 ? roots.first : nil
  }

  /// The functions that add steps: those that receive a flow, and those that use one from outside.
  private func helperPlans() -> [Int: FlowFunctionPlan] {
    var plans: [Int: FlowFunctionPlan] = [:]
    for flow in facts.dataflows {
      if case .parameter(let function, let position) = flow.origin {
        add(facts.functions[function], position, flow, to: &plans)
      } else if case .extended(let function) = flow.origin {
        add(facts.functions[function], nil, flow, capturing: Set(flow.uses.compactMap(\.function)), to: &plans)
      } else if flow.isOwner {
        let isProperty = if case .constructed(let call) = flow.origin { facts.isProperty(call) } else { true }
        let home = isProperty ? root(of: flow) : flow.function
        guard !isProperty || home != nil else { continue }
        let uses = Dictionary(grouping: flow.uses, by: \.function)
        let users = Set(uses.keys.compactMap { $0 })
        for (function, own) in uses {
          guard let function, function != home, own.contains(where: { !$0.isHarmless }) else { continue }
          add(facts.functions[function], nil, flow, uses: own, capturing: users, to: &plans)
        }
      }
    }
    return plans
  }

  private func add(
    _ function: FunctionFact, _ position: Int?, _ flow: DataflowFact, uses: [DataflowUse]? = nil, capturing: Set<Int> = [],
    to plans: inout [Int: FlowFunctionPlan]
  ) {
    guard let body = function.body, plans[function.index] == nil else { return }
    let own = uses ?? flow.uses.filter { $0.function == function.index }
    let block = FlowShape(facts, uses: own, in: function.index, capturing: capturing).block(body.statements)
    guard !block.items.isEmpty else { return }
    plans[function.index] = FlowFunctionPlan(function: function, position: position, flow: flow, block: block)
  }

  /// Notes every place of a block that cannot be threaded.
  private func leave(_ block: FlowBlock, _ outcome: inout Outcome) {
    for item in block.items {
      switch item.kind {
      case .step(let call):
        if EraVocabulary.fluentOperators[call.name] == nil {
          outcome.leave(Self.complaint(aboutStep: call), at: call.stepPlace)
        }
      case .opaque(let reason): outcome.leave(reason, at: item.place)
      case .loop(_, let body): leave(body, &outcome)
      case .branch(let arms, _): for arm in arms { leave(arm, &outcome) }
      case .helper: break
      }
    }
  }

  /// What is said of a method of a flow that no known era has.
  private static func complaint(aboutStep call: CallFact) -> String {
    guard let span = OtherEras.span(ofStep: call.name, hasArguments: !call.arguments.isEmpty) else {
      return "no era has an operator '\(call.name)' on a flow; correct its name"
    }
    return "'\(call.name)' on a flow is of \(span.rawValue), which is not known yet; the step is left as it is"
  }

  /// Notes steps of flows that are reached through other objects, so that no file is half rewritten.
  private func leaveUnfollowed(_ outcome: inout Outcome) {
    let properties = Set(facts.dataflows.map(\.name))
    for call in facts.calls where call.receiver == .unnamedDataflow {
      let base = call.basePlace.map { facts.file.text($0.range) } ?? "this"
      outcome.notes.append(
        .init(
          action: .left, message: "'\(base)' is a flow, but cannot be followed; give it a name of its own", place: call.stepPlace,
          evidence: call.evidence))
    }
    // Where a compiler has not spoken, what looks like a flow is taken for one, because a file is not to be half rewritten.
    for call in facts.calls
    where call.receiver == .other && call.verdict == nil && EraVocabulary.fluentOperators[call.name] != nil {
      guard let base = call.syntax.calledExpression.as(MemberAccessExprSyntax.self)?.base, !isOwnType(base) else { continue }
      let last = base.as(MemberAccessExprSyntax.self)?.declName.baseName.text
      let maker = base.as(FunctionCallExprSyntax.self)?.calledExpression
      let isMade = maker.flatMap { facts.function(named: $0) }?.returnType == "Dataflow"
      let isNamed =
        call.hasStepID && call.arguments.count > 1 && call.unlabelled.first?.expression.is(StringLiteralExprSyntax.self) == true
      if isMade || isNamed || last.map(properties.contains) == true {
        outcome.leave(
          "'\(base.sourceText)' seems to be a flow, but cannot be followed; give it a name of its own", at: call.stepPlace)
      }
    }
  }

  /// Whether an expression is a type of the file, or a variable that the file shows to be no flow.
  private func isOwnType(_ base: ExprSyntax) -> Bool {
    if let name = base.plainName, facts.declaredTypes.contains(name) { return true }
    var type = ValueTypes(facts).type(of: base)
    if case .variable(_, let binding)? = facts.meaning(of: base).declaration?.kind, type == nil {
      type = binding.typeAnnotation?.type.sourceText ?? binding.initializer.flatMap { ValueTypes(facts).type(of: $0.value) }
    }
    guard let type else { return false }
    return facts.declaredTypes.contains(type) || TupleType.element(of: type).map { !$0.contains("Dataflow") } == true
  }

  // MARK: Before writing

  /// Finds out who calls helpers, whose streams are gone on with, and what types they have.
  private func prepare(_ plans: inout [Int: FlowFunctionPlan], _ owners: [FlowBlock]) {
    let blocks = owners + plans.values.map(\.block)
    for block in blocks { count(block, &plans) }
    let own = OwnStepID(facts: facts)
    for function in StepIDPlan.repeated(owners, plans) where plans[function].map({ !own.isGiven(toAllOf: $0.block) }) == true {
      plans[function]?.isRepeated = true
    }
    let liveness = FlowLiveness(plans: plans)
    var open: [Int] = []
    for block in blocks { mark(block, after: false, liveness, &plans, &open) }
    // What is needed behind a function may be needed behind those that it calls last.
    while let function = open.popLast() {
      if let plan = plans[function] { mark(plan.block, after: true, liveness, &plans, &open) }
    }
    for _ in 0..<2 {
      var way = TypeWay()
      for block in owners { _ = follow(block, from: nil, &plans, &way) }
    }
  }

  private func count(_ block: FlowBlock, _ plans: inout [Int: FlowFunctionPlan]) {
    for item in block.items {
      switch item.kind {
      case .helper(_, let function): plans[function]?.calls += 1
      case .loop(_, let body): count(body, &plans)
      case .branch(let arms, _): for arm in arms { count(arm, &plans) }
      case .step, .opaque: break
      }
    }
  }

  /// Marks the functions whose streams are gone on with; `open` are those found to be so.
  private func mark(
    _ block: FlowBlock, after: Bool, _ liveness: FlowLiveness, _ plans: inout [Int: FlowFunctionPlan], _ open: inout [Int]
  ) {
    for (position, item) in block.items.enumerated() {
      let live = liveness.needs(block.items[(position + 1)...], after: after)
      switch item.kind {
      case .helper(_, let function):
        guard live, let plan = plans[function], !plan.returnsStream, liveness.produces(plan.block) else { continue }
        plans[function]?.returnsStream = true
        open.append(function)
      case .loop(_, let body): mark(body, after: live || liveness.needs(body, after: false), liveness, &plans, &open)
      case .branch(let arms, _): for arm in arms { mark(arm, after: live, liveness, &plans, &open) }
      case .step, .opaque: break
      }
    }
  }

  /// Follows the item type through a block, writing down what helpers take and give.
  private func follow(_ block: FlowBlock, from start: String?, _ plans: inout [Int: FlowFunctionPlan], _ way: inout TypeWay)
    -> String?
  {
    let types = FlowTypes(facts)
    var type = start
    // What the items behind ask for, and which of them says so: it says the same to all before it.
    var ahead: (position: Int, type: String?)?
    func neededBehind(_ position: Int) -> String? {
      if let ahead, position < ahead.position { return ahead.type }
      let found = needed(block.items[(position + 1)...], types, plans, &way)
      ahead = found
      return found.type
    }
    for (position, item) in block.items.enumerated() {
      switch item.kind {
      case .step(let call): type = types.after(call, before: type ?? types.needed(by: call)) ?? neededBehind(position)
      case .helper(_, let function):
        guard let plan = plans[function] else { continue }
        // A generic function takes what its own steps say, whatever it is given.
        let isGeneric = !plan.function.genericNames.isEmpty
        let given = isGeneric ? nil : type
        if let known = plan.inType, let given, known != given { plans[function]?.isGivenDifferentTypes = true }
        let taken = plan.inType ?? given ?? needed(plan.block.items[...], types, plans, &way).type
        plans[function]?.inType = taken
        let made = way.result(of: function, from: taken, unlessKnown: { follow(plan.block, from: taken, &plans, &$0) })
        let next = made ?? neededBehind(position)
        let known = plans[function]?.outType ?? (isGeneric ? made : next)
        plans[function]?.outType = known
        type = isGeneric ? plans[function]?.made(from: type) ?? neededBehind(position) : next
      case .loop(_, let body): _ = follow(body, from: type, &plans, &way)
      case .branch(let arms, _):
        let ends = arms.map { follow($0, from: type, &plans, &way) }
        type = ends.compactMap { $0 }.first ?? neededBehind(position)
      case .opaque: type = nil
      }
    }
    return type
  }

  /// The type that the first of some items that says so asks for, and its position.
  private func needed(
    _ items: ArraySlice<FlowItem>, _ types: FlowTypes, _ plans: [Int: FlowFunctionPlan], _ way: inout TypeWay
  ) -> (position: Int, type: String?) {
    for (position, item) in zip(items.indices, items) {
      switch item.kind {
      case .step(let call) where call.name == "output": continue
      case .step(let call): return (position, types.needed(by: call))
      case .helper(_, let function):
        guard let plan = plans[function] else { return (position, nil) }
        let need = way.need(of: function, unlessKnown: { needed(plan.block.items[...], types, plans, &$0).type })
        return (position, need.flatMap { TypeNames.contains(plan.function.genericNames, in: $0) ? nil : $0 })
      case .loop(_, let body): if let found = needed(body.items[...], types, plans, &way).type { return (position, found) }
      case .branch(let arms, _): return (position, arms.firstResult { needed($0.items[...], types, plans, &way).type })
      case .opaque: return (position, nil)
      }
    }
    return (items.endIndex, nil)
  }
}

extension FlowFacts {
  /// Whether a call is the initial value of a type's member.
  func isProperty(_ call: CallFact) -> Bool {
    call.syntax.parent?.as(InitializerClauseSyntax.self)?.parent?.parent?.parent?.parent?.is(MemberBlockItemSyntax.self) == true
  }
}
