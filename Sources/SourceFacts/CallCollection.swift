import SwiftSyntax

/// How calls, and the uses of flows, become facts.
extension FactCollector {
  /// A call as a fact.
  func callFact(_ node: FunctionCallExprSyntax) -> CallFact {
    let member = node.calledExpression.as(MemberAccessExprSyntax.self)
    let plain = node.calledExpression.as(DeclReferenceExprSyntax.self)
    let nameToken = member?.declName.baseName ?? plain?.baseName
    let namePlace = nameToken.map { file.place(of: $0) } ?? file.place(of: node)
    let verdict = names?.verdict(at: namePlace.range.lowerBound)
    return CallFact(
      syntax: node, receiver: confirmed(receiver(of: plain, member.flatMap { $0.base ?? $0.baseBeforeCondition }), namePlace),
      name: nameToken?.identifierText ?? "",
      place: file.place(of: node), namePlace: namePlace,
      basePlace: member?.base.map { file.place(of: $0) }, arguments: file.arguments(of: node),
      function: functionStack.last, verdict: verdict,
      isOwn: member == nil && nameToken.map { scopes[$0.identifierText] != nil } == true,
      madeType: names?.madeType(at: namePlace.range.lowerBound), evidence: evidence(verdict))
  }

  /// What a call is made on, which in an extension of `Dataflow` need not be written.
  private func receiver(of plain: DeclReferenceExprSyntax?, _ base: ExprSyntax?) -> CallFact.Receiver {
    guard let name = plain?.baseName.identifierText, case .dataflow(let index)? = scopes["self"] else { return receiver(base) }
    let isStep = EraVocabulary.fluentOperators[name] != nil && scopes[name] == nil
    return isStep || isMethodOfDataflow(scopes[name]) ? .dataflow(index) : .none
  }

  /// Whether a name means a method of an extension of `Dataflow`.
  private func isMethodOfDataflow(_ binding: Binding?) -> Bool {
    if case .function(let index)? = binding { facts.isMethodOfDataflow(facts.functions[index]) } else { false }
  }

  /// The receiver that the scopes of the file give a call, as far as the compiler's word for the called name bears it out.
  private func confirmed(_ receiver: CallFact.Receiver, _ name: Place) -> CallFact.Receiver {
    guard let names, let verdict = names.verdict(at: name.range.lowerBound) else { return receiver }
    let isOfDataflow = names.isOfDataflow(at: name.range.lowerBound)
    switch receiver {
    case .dataflow: return isOfDataflow ? receiver : .other
    case .namespace, .stream: return verdict == .bytewax ? receiver : .other
    case .other: return isOfDataflow ? .unnamedDataflow : names.isOfStream(at: name.range.lowerBound) ? .stream : .other
    case .none, .unnamedDataflow: return receiver
    }
  }

  /// How sure a fact about the place is at which the walk stands.
  func evidence(_ verdict: TypedNames.Verdict?) -> Evidence {
    verdict != nil ? .typed : conditionDepth > 0 ? .unverified : .lexical
  }

  /// What a call is made on.
  func receiver(_ base: ExprSyntax?) -> CallFact.Receiver {
    guard let base else { return .none }
    if let name = base.plainName {
      if case .dataflow(let index)? = scopes[name] { return .dataflow(index) }
      if isNamespace(base) { return .namespace(name) }
    }
    if let member = base.as(MemberAccessExprSyntax.self) {
      let owner = member.base?.plainName
      if owner == "self", case .dataflow(let index)? = scopes.member(member.declName.baseName.identifierText) {
        return .dataflow(index)
      }
      if owner.map({ EraVocabulary.eras(ofModule: $0) != nil }) == true {
        let name = member.declName.baseName.identifierText
        if EraVocabulary.namespaces.contains(name) { return .namespace(name) }
      }
    }
    return isStream(base) ? .stream : .other
  }

  /// Writes down a call, and a step if it is one.
  func collectCall(_ node: FunctionCallExprSyntax) {
    let call = callFact(node)
    facts.calls.append(call)
    if case .dataflow(let index) = call.receiver {
      append(.step(call), to: index, at: call.basePlace ?? call.namePlace)
    }
  }

  /// Writes down a use of a flow.
  func append(_ kind: DataflowUse.Kind, to index: Int, at place: Place) {
    facts.dataflows[index].uses.append(
      DataflowUse(kind: kind, place: place, function: functionStack.last))
  }

  /// Writes down how a flow's name is used where no step is added.
  func collectUse(of index: Int, at node: ExprSyntax) {
    guard let parent = node.parent else { return }
    let place = file.place(of: node)
    if let member = parent.as(MemberAccessExprSyntax.self) {
      let isCall = member.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == ExprSyntax(member).id
      if !isCall { append(.other("'\(member.sourceText)' is read"), to: index, at: place) }
    } else if let argument = parent.as(LabeledExprSyntax.self),
      let call = argument.parent?.parent?.as(FunctionCallExprSyntax.self)
    {
      append(passing(argument, to: call), to: index, at: place)
    } else if parent.is(ReturnStmtSyntax.self) || isLastStatement(parent) {
      append(.returned, to: index, at: place)
    } else if parent.is(InitializerClauseSyntax.self) {
      return
    } else {
      append(.other("'\(parent.sourceText.prefix(40))' uses the flow"), to: index, at: place)
    }
  }

  /// What it means that a flow is an argument.
  func passing(_ argument: LabeledExprSyntax, to call: FunctionCallExprSyntax) -> DataflowUse.Kind {
    let fact = callFact(call)
    if case .namespace = fact.receiver { return .read }
    if EraVocabulary.entryPoints.contains(fact.name) { return .read }
    let position = Array(call.arguments).firstIndex { $0.id == argument.id } ?? 0
    if fact.receiver == .none, let binding = scopes[fact.name] {
      guard case .function = binding else { return .other("the flow is given to '\(fact.name)', which is no function here") }
    }
    return .given(fact, position: position)
  }

  /// Whom a flow is given to, once every function of the file is known: the one that has this name and takes a flow there.
  func resolved(_ use: DataflowUse) -> DataflowUse {
    if case .step(let call) = use.kind, let method = facts.methodOfDataflow(named: call.name) {
      return DataflowUse(kind: .sent(call, function: method.index), place: use.place, function: use.function)
    }
    guard case .given(let call, let position) = use.kind else { return use }
    // The one that is meant where the call stands, or else one of this name that takes a flow there, or of several the one with these labels.
    if let meant = facts.function(named: call.syntax.calledExpression), position < meant.parameters.count {
      return DataflowUse(kind: .passed(call, function: meant.index, position: position), place: use.place, function: use.function)
    }
    var takers = facts.functions(named: call.name).filter { function in
      position < function.parameters.count
        && ["Dataflow", "Bytewax.Dataflow", "inout Dataflow"].contains(function.parameters[position].type)
    }
    if takers.count > 1 { takers = takers.filter { $0.parameters.map(\.label) == call.arguments.map(\.label) } }
    let kind: DataflowUse.Kind =
      takers.count == 1
      ? .passed(call, function: takers[0].index, position: position)
      : .other("the flow is given to '\(call.syntax.calledExpression.sourceText)', which this file does not declare")
    return DataflowUse(kind: kind, place: use.place, function: use.function)
  }

  /// Whether a node is the last statement of a function, which may be its result.
  func isLastStatement(_ node: Syntax) -> Bool {
    guard let item = node.as(CodeBlockItemSyntax.self), let list = item.parent?.as(CodeBlockItemListSyntax.self) else {
      return false
    }
    return list.last?.id == item.id && list.parent?.is(CodeBlockSyntax.self) == true
  }
}

extension MemberAccessExprSyntax {
  /// What a chain goes on from that begins in a branch of `#if` with a dot.
  fileprivate var baseBeforeCondition: ExprSyntax? {
    var node = Syntax(self)
    while let parent = node.parent {
      if let clause = parent.as(IfConfigClauseSyntax.self) {
        return clause.parent?.parent?.parent?.as(PostfixIfConfigExprSyntax.self)?.base
      }
      // Only what stands first in a chain.
      let first = parent.as(FunctionCallExprSyntax.self)?.calledExpression.id ?? parent.as(MemberAccessExprSyntax.self)?.base?.id
      guard first == ExprSyntax(node)?.id else { return nil }
      node = parent
    }
    return nil
  }
}
