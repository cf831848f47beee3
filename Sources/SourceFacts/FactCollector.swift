import SwiftSyntax

/// The one walk over a file: keeps the scopes, and writes down what the rules may ask.
///
/// Longer than usual because it is one visitor; what it collects is described in the fact types.
final class FactCollector: SyntaxVisitor {
  private let file: ParsedFile
  private var facts: FlowFacts
  private var scopes = Scopes()
  private var functionStack: [Int] = []
  private var typeStack: [Int] = []
  private var functionOfNode: [SyntaxIdentifier: Int] = [:]
  private var pending: [SyntaxIdentifier: Binding] = [:]
  private var conditionDepth = 0

  init(_ file: ParsedFile) {
    self.file = file
    facts = FlowFacts(empty: file)
    super.init(viewMode: .sourceAccurate)
  }

  static func collect(_ file: ParsedFile) -> FlowFacts {
    let collector = FactCollector(file)
    collector.walk(file.tree)
    return collector.finished()
  }

  private func finished() -> FlowFacts {
    let declared = facts.declaredTypes
    facts.typeUses.removeAll { declared.contains($0.name) }
    for index in facts.dataflows.indices { facts.dataflows[index].uses = facts.dataflows[index].uses.map(resolved) }
    return facts
  }

  // MARK: Scopes

  override func visit(_ node: SourceFileSyntax) -> SyntaxVisitorContinueKind {
    scopes.enter(.file)
    hoist(node.statements)
    return .visitChildren
  }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    scopes.enter(.code)
    hoistFunctions(node.statements)
    return .visitChildren
  }
  override func visitPost(_ node: CodeBlockSyntax) { scopes.leave() }

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    scopes.enter(.type)
    for member in node.members {
      if let variable = member.decl.as(VariableDeclSyntax.self) { hoist(variable) }
      collectFunction(member.decl)
    }
    return .visitChildren
  }
  override func visitPost(_ node: MemberBlockSyntax) { scopes.leave() }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    scopes.enter(.code)
    for (name, type) in node.parameters {
      declareParameter(name, type: type?.trimmedDescription ?? "", origin: .declared)
    }
    hoistFunctions(node.statements)
    return .visitChildren
  }
  override func visitPost(_ node: ClosureExprSyntax) { scopes.leave() }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind { enterCode() }
  override func visitPost(_ node: ForStmtSyntax) { scopes.leave() }
  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind { enterCode() }
  override func visitPost(_ node: IfExprSyntax) { scopes.leave() }
  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { enterCode() }
  override func visitPost(_ node: WhileStmtSyntax) { scopes.leave() }
  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind { enterCode() }
  override func visitPost(_ node: SwitchCaseSyntax) { scopes.leave() }
  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind { enterCode() }
  override func visitPost(_ node: CatchClauseSyntax) { scopes.leave() }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enterCode() }
  override func visitPost(_ node: AccessorBlockSyntax) { scopes.leave() }

  override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind {
    conditionDepth += 1
    return .visitChildren
  }
  override func visitPost(_ node: IfConfigDeclSyntax) { conditionDepth -= 1 }

  // MARK: Declarations

  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    if let module = node.path.first?.name {
      facts.imports.append(
        ImportFact(module: module.text, place: file.place(of: node), modulePlace: file.place(of: module)))
    }
    return .skipChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enterFunction(DeclSyntax(node)) }
  override func visitPost(_ node: FunctionDeclSyntax) { leaveFunction() }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { enterFunction(DeclSyntax(node)) }
  override func visitPost(_ node: InitializerDeclSyntax) { leaveFunction() }

  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    enterType(node.name.identifierText, node.inheritanceClause, node.memberBlock, place: node)
  }
  override func visitPost(_ node: ClassDeclSyntax) { typeStack.removeLast() }
  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    enterType(node.name.identifierText, node.inheritanceClause, node.memberBlock, place: node)
  }
  override func visitPost(_ node: StructDeclSyntax) { typeStack.removeLast() }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    enterType(node.name.identifierText, node.inheritanceClause, node.memberBlock, place: node)
  }
  override func visitPost(_ node: EnumDeclSyntax) { typeStack.removeLast() }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
    enterType(node.name.identifierText, node.inheritanceClause, node.memberBlock, place: node)
  }
  override func visitPost(_ node: ActorDeclSyntax) { typeStack.removeLast() }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
    enterType(node.name.identifierText, node.inheritanceClause, node.memberBlock, place: node)
  }
  override func visitPost(_ node: ProtocolDeclSyntax) { typeStack.removeLast() }
  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    enterType(
      node.extendedType.trimmedDescription, node.inheritanceClause, node.memberBlock, place: node, isExtension: true)
  }
  override func visitPost(_ node: ExtensionDeclSyntax) { typeStack.removeLast() }

  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind { declareType(node.name) }
  override func visit(_ node: AssociatedTypeDeclSyntax) -> SyntaxVisitorContinueKind { declareType(node.name) }
  override func visit(_ node: GenericParameterSyntax) -> SyntaxVisitorContinueKind { declareType(node.name) }

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    collectVariable(node)
    return .visitChildren
  }

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    guard !isMemberProperty(node) else { return .visitChildren }
    scopes.declare(node.identifier.identifierText, pending[node.id] ?? .other)
    return .visitChildren
  }

  // MARK: Uses

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    collectCall(node)
    return .visitChildren
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let member = node.parent?.as(MemberAccessExprSyntax.self)
    let name = node.baseName.identifierText
    if let member, member.declName.id == node.id {
      if member.base?.trimmedDescription == "self" {
        if case .dataflow(let index)? = scopes.member(name) { collectUse(of: index, at: ExprSyntax(member)) }
      } else if member.base.map({ EraVocabulary.eras(ofModule: $0.trimmedDescription) != nil }) == true {
        collectTypeUse(node.baseName, role: .expression)
      }
      return .visitChildren
    }
    facts.reads[name, default: 0] += 1
    if case .dataflow(let index)? = scopes[name] {
      collectUse(of: index, at: ExprSyntax(node))
    } else if scopes[name] == nil {
      collectTypeUse(node.baseName, role: .expression)
    }
    return .visitChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    collectTypeUse(node.name, role: isConstraint(node.parent) ? .inheritance : .type)
    return .visitChildren
  }

  /// Whether a type stands where only a protocol or a superclass can.
  private func isConstraint(_ parent: Syntax?) -> Bool {
    guard let parent else { return false }
    return parent.is(InheritedTypeSyntax.self) || parent.is(GenericParameterSyntax.self)
      || parent.is(ConformanceRequirementSyntax.self) || parent.is(SomeOrAnyTypeSyntax.self)
      || parent.is(CompositionTypeElementSyntax.self)
  }

  override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind {
    if EraVocabulary.eras(ofModule: node.baseType.trimmedDescription) != nil {
      collectTypeUse(node.name, role: isConstraint(node.parent) ? .inheritance : .type)
    }
    return .visitChildren
  }

  override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let value = node.representedLiteralValue {
      facts.strings.append(StringFact(value: value, place: file.place(of: node.segments)))
    }
    return .visitChildren
  }

  override func visit(_ node: TokenSyntax) -> SyntaxVisitorContinueKind {
    if let name = node.identifier?.name { facts.identifiers.insert(name) }
    return .skipChildren
  }

  // MARK: - Parts

  private func enterCode() -> SyntaxVisitorContinueKind {
    scopes.enter(.code)
    return .visitChildren
  }

  private func declareType(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
    facts.declaredTypes.insert(name.identifierText)
    return .visitChildren
  }

  private func enterType(
    _ name: String, _ clause: InheritanceClauseSyntax?, _ members: MemberBlockSyntax, place: some SyntaxProtocol,
    isExtension: Bool = false
  ) -> SyntaxVisitorContinueKind {
    if !isExtension { facts.declaredTypes.insert(name) }
    let inherited = clause?.inheritedTypes.map { inherited in
      let type = inherited.type
      if let plain = type.as(IdentifierTypeSyntax.self) { return plain.name.identifierText }
      return type.as(MemberTypeSyntax.self)?.name.identifierText ?? type.trimmedDescription
    }
    facts.types.append(
      TypeFact(
        index: facts.types.count, name: name, isExtension: isExtension, inherited: inherited ?? [], members: members,
        place: file.place(of: place)))
    typeStack.append(facts.types.count - 1)
    return .visitChildren
  }

  private func hoist(_ statements: CodeBlockItemListSyntax) {
    for statement in statements {
      if let type = statement.item.asProtocol((any NamedDeclSyntax).self), !statement.item.is(FunctionDeclSyntax.self) {
        facts.declaredTypes.insert(type.name.identifierText)
      }
    }
    hoistFunctions(statements)
    for statement in statements {
      if let variable = statement.item.as(VariableDeclSyntax.self) { hoist(variable) }
    }
  }

  private func hoistFunctions(_ statements: CodeBlockItemListSyntax) {
    for statement in statements {
      if let function = statement.item.as(FunctionDeclSyntax.self) { collectFunction(DeclSyntax(function)) }
    }
  }

  private func hoist(_ variable: VariableDeclSyntax) {
    for binding in variable.bindings {
      collectVariable(binding)
      if let pattern = binding.pattern.as(IdentifierPatternSyntax.self) {
        scopes.declare(pattern.identifier.identifierText, pending[pattern.id] ?? .other)
      }
    }
  }

  private func isMemberProperty(_ node: IdentifierPatternSyntax) -> Bool {
    node.parent?.parent?.parent?.parent?.is(MemberBlockItemSyntax.self) == true
  }

  private func collectVariable(_ node: PatternBindingSyntax) {
    guard let pattern = node.pattern.as(IdentifierPatternSyntax.self), pending[pattern.id] == nil else { return }
    let name = pattern.identifier.identifierText
    let type = node.typeAnnotation?.type.trimmedDescription
    facts.variables.append(
      VariableFact(
        name: name, type: type, initializer: node.initializer?.value, place: file.place(of: pattern),
        function: functionStack.last))
    pending[pattern.id] = meaning(of: node.initializer?.value, type: type, name: name, pattern: pattern)
  }

  /// What a variable set to `value` stands for.
  private func meaning(
    of value: ExprSyntax?, type: String?, name: String, pattern: IdentifierPatternSyntax
  ) -> Binding {
    let place = file.place(of: pattern)
    if let call = value?.as(FunctionCallExprSyntax.self) {
      let callee = call.calledExpression.trimmedDescription
      if ["Dataflow", "Bytewax.Dataflow"].contains(callee), !facts.declaredTypes.contains("Dataflow") {
        return newDataflow(name, .constructed(callFact(call)), place)
      }
      if case .function(let index)? = scopes[callee], facts.functions[index].returnType == "Dataflow" {
        return newDataflow(name, .result(function: index), place)
      }
      if isStream(ExprSyntax(call)) { return .stream }
    }
    if let reference = value?.as(DeclReferenceExprSyntax.self), let binding = scopes[reference.baseName.identifierText],
      case .dataflow = binding
    {
      return binding
    }
    if type == "Dataflow" {
      return newDataflow(name, isMemberProperty(pattern) ? .property : .declared, place)
    }
    if let type, type.hasPrefix("Stream<") || type.hasPrefix("KeyedStream<") { return .stream }
    return .other
  }

  private func newDataflow(_ name: String, _ origin: DataflowFact.Origin, _ place: Place) -> Binding {
    let index = facts.dataflows.count
    facts.dataflows.append(
      DataflowFact(index: index, name: name, origin: origin, place: place, function: functionStack.last))
    return .dataflow(index)
  }

  /// Whether the value of `expression` is a stream: the result of `op.…` or of a method on a stream.
  private func isStream(_ expression: ExprSyntax) -> Bool {
    if let name = expression.as(DeclReferenceExprSyntax.self)?.baseName.identifierText {
      if case .stream? = scopes[name] { return true }
      return false
    }
    guard let member = expression.as(FunctionCallExprSyntax.self)?.calledExpression.as(MemberAccessExprSyntax.self),
      let base = member.base
    else { return false }
    return isNamespace(base) || isStream(base)
  }

  private func isNamespace(_ base: ExprSyntax) -> Bool {
    guard let name = base.as(DeclReferenceExprSyntax.self)?.baseName.identifierText else { return false }
    return EraVocabulary.namespaces.contains(name) && scopes[name] == nil
  }

  @discardableResult
  private func collectFunction(_ node: DeclSyntax) -> Int? {
    if let known = functionOfNode[node.id] { return known }
    let signature: FunctionSignatureSyntax
    let name: TokenSyntax
    let body: CodeBlockSyntax?
    if let function = node.as(FunctionDeclSyntax.self) {
      (signature, name, body) = (function.signature, function.name, function.body)
    } else if let initializer = node.as(InitializerDeclSyntax.self) {
      (signature, name, body) = (initializer.signature, initializer.initKeyword, initializer.body)
    } else {
      return nil
    }
    let index = facts.functions.count
    let result = signature.returnClause?.type
    facts.functions.append(
      FunctionFact(
        index: index, name: name.identifierText, syntax: node,
        parameters: signature.parameterClause.parameters.map(parameterFact),
        returnType: result?.trimmedDescription, returnTypePlace: result.map { file.place(of: $0) },
        isThrowing: signature.effectSpecifiers?.throwsClause != nil, body: body, place: file.place(of: node),
        namePlace: file.place(of: name), type: typeStack.last, function: functionStack.last))
    functionOfNode[node.id] = index
    if let type = typeStack.last, functionStack.isEmpty { facts.types[type].methods.append(index) }
    scopes.declare(name.identifierText, .function(index))
    return index
  }

  private func parameterFact(_ node: FunctionParameterSyntax) -> ParameterFact {
    let label = node.firstName.identifierText
    let start = file.place(of: node).range.lowerBound
    let end = node.defaultValue.map { file.place(of: $0) } ?? file.place(of: node.type)
    return ParameterFact(
      syntax: node, label: label == "_" ? nil : label, name: (node.secondName ?? node.firstName).identifierText,
      type: node.type.trimmedDescription, place: file.place(start..<end.range.upperBound), typePlace: file.place(of: node.type))
  }

  private func enterFunction(_ node: DeclSyntax) -> SyntaxVisitorContinueKind {
    guard let index = collectFunction(node) else { return .visitChildren }
    functionStack.append(index)
    scopes.enter(.code)
    for (position, parameter) in facts.functions[index].parameters.enumerated() {
      declareParameter(
        parameter.syntax.secondName ?? parameter.syntax.firstName, type: parameter.type,
        origin: .parameter(function: index, position: position))
    }
    return .visitChildren
  }

  private func leaveFunction() {
    functionStack.removeLast()
    scopes.leave()
  }

  private func declareParameter(_ name: TokenSyntax, type: String, origin: DataflowFact.Origin) {
    let isFlow = ["Dataflow", "inout Dataflow", "Bytewax.Dataflow"].contains(type)
    let text = name.identifierText
    if isFlow, !facts.declaredTypes.contains("Dataflow") {
      scopes.declare(text, newDataflow(text, origin, file.place(of: name)))
    } else if type.hasPrefix("Stream<") || type.hasPrefix("KeyedStream<") {
      scopes.declare(text, .stream)
    } else {
      scopes.declare(text, .other)
    }
  }

  private func collectTypeUse(_ token: TokenSyntax, role: TypeUse.Role) {
    let name = token.identifierText
    guard EraVocabulary.types[name] != nil || EraVocabulary.commonWords.contains(name) else { return }
    facts.typeUses.append(
      TypeUse(name: name, place: file.place(of: token), role: role, isConditional: conditionDepth > 0))
  }

  // MARK: Calls

  private func callFact(_ node: FunctionCallExprSyntax) -> CallFact {
    let member = node.calledExpression.as(MemberAccessExprSyntax.self)
    let plain = node.calledExpression.as(DeclReferenceExprSyntax.self)
    let nameToken = member?.declName.baseName ?? plain?.baseName
    return CallFact(
      syntax: node, receiver: receiver(member?.base), name: nameToken?.identifierText ?? "",
      place: file.place(of: node), namePlace: nameToken.map { file.place(of: $0) } ?? file.place(of: node),
      basePlace: member?.base.map { file.place(of: $0) }, arguments: file.arguments(of: node),
      function: functionStack.last, isConditional: conditionDepth > 0)
  }

  private func receiver(_ base: ExprSyntax?) -> CallFact.Receiver {
    guard let base else { return .none }
    if let name = base.as(DeclReferenceExprSyntax.self)?.baseName.identifierText {
      if case .dataflow(let index)? = scopes[name] { return .dataflow(index) }
      if isNamespace(base) { return .namespace(name) }
    }
    if let member = base.as(MemberAccessExprSyntax.self) {
      let owner = member.base?.trimmedDescription
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

  private func collectCall(_ node: FunctionCallExprSyntax) {
    let call = callFact(node)
    facts.calls.append(call)
    if case .dataflow(let index) = call.receiver, let base = call.basePlace {
      append(.step(call), to: index, at: base)
    }
  }

  private func append(_ kind: DataflowUse.Kind, to index: Int, at place: Place) {
    facts.dataflows[index].uses.append(
      DataflowUse(kind: kind, place: place, function: functionStack.last, isConditional: conditionDepth > 0))
  }

  /// Writes down how a flow's name is used where no step is added.
  private func collectUse(of index: Int, at node: ExprSyntax) {
    guard let parent = node.parent else { return }
    let place = file.place(of: node)
    if let member = parent.as(MemberAccessExprSyntax.self) {
      let isCall = member.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == ExprSyntax(member).id
      if !isCall { append(.other("'\(member.trimmedDescription)' is read"), to: index, at: place) }
    } else if let argument = parent.as(LabeledExprSyntax.self),
      let call = argument.parent?.parent?.as(FunctionCallExprSyntax.self)
    {
      append(passing(argument, to: call), to: index, at: place)
    } else if parent.is(ReturnStmtSyntax.self) || isLastStatement(parent) {
      append(.returned, to: index, at: place)
    } else if parent.is(InitializerClauseSyntax.self) {
      return
    } else {
      append(.other("'\(parent.trimmedDescription.prefix(40))' uses the flow"), to: index, at: place)
    }
  }

  private func passing(_ argument: LabeledExprSyntax, to call: FunctionCallExprSyntax) -> DataflowUse.Kind {
    let fact = callFact(call)
    if case .namespace = fact.receiver { return .read }
    if EraVocabulary.entryPoints.contains(fact.name) { return .read }
    let position = Array(call.arguments).firstIndex { $0.id == argument.id } ?? 0
    if fact.receiver == .none, case .function(let target)? = scopes[fact.name] {
      return .passed(fact, function: target, position: position)
    }
    return .given(fact, position: position)
  }

  /// Whom a flow is given to, once every function of the file is known: the one that has this name and takes a flow there.
  private func resolved(_ use: DataflowUse) -> DataflowUse {
    guard case .given(let call, let position) = use.kind else { return use }
    let takers = facts.functions.filter { function in
      function.name == call.name && position < function.parameters.count && function.parameters[position].type == "Dataflow"
    }
    let kind: DataflowUse.Kind = takers.count == 1
      ? .passed(call, function: takers[0].index, position: position)
      : .other("the flow is given to '\(call.syntax.calledExpression.trimmedDescription)', which this file does not declare")
    return DataflowUse(kind: kind, place: use.place, function: use.function, isConditional: use.isConditional)
  }

  private func isLastStatement(_ node: Syntax) -> Bool {
    guard let item = node.as(CodeBlockItemSyntax.self), let list = item.parent?.as(CodeBlockItemListSyntax.self) else {
      return false
    }
    return list.last?.id == item.id && list.parent?.is(CodeBlockSyntax.self) == true
  }
}
