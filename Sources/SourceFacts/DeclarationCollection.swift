import SwiftSyntax

/// How declarations become facts.
extension FactCollector {
  /// Opens a scope of code.
  func enterCode() -> SyntaxVisitorContinueKind {
    scopes.enter(.code)
    return .visitChildren
  }

  /// Notes the name of a type.
  func declareType(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
    facts.declaredTypes.insert(name.identifierText)
    return .visitChildren
  }

  /// Notes a type or extension and goes into it.
  func enterType(
    _ name: String, _ clause: InheritanceClauseSyntax?, _ members: MemberBlockSyntax, place: some SyntaxProtocol,
    isExtension: Bool = false
  ) -> SyntaxVisitorContinueKind {
    if !isExtension { facts.declaredTypes.insert(name) }
    var inherited: [String] = []
    var isTyped = false
    for type in clause?.inheritedTypes.map(\.type) ?? [] {
      let token = type.as(IdentifierTypeSyntax.self)?.name ?? type.as(MemberTypeSyntax.self)?.name
      let verdict = token.flatMap { names?.verdict(at: file.place(of: $0).range.lowerBound) }
      if verdict != nil { isTyped = true }
      let parent = token?.identifierText ?? type.sourceText
      // The file's own types may stand between a type and Bytewax's.
      if verdict != .foreign || EraVocabulary.types[parent] == nil && facts.declaredTypes.contains(parent) {
        inherited.append(parent)
      }
    }
    facts.types.append(
      TypeFact(
        index: facts.types.count, name: name, isExtension: isExtension, inherited: inherited,
        evidence: isTyped ? .typed : evidence(nil), members: members, place: file.place(of: place)))
    typeStack.append(facts.types.count - 1)
    return .visitChildren
  }

  /// Declares what is visible in a whole list before it is walked.
  func hoist(_ statements: CodeBlockItemListSyntax) {
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

  /// Declares the functions of a list.
  func hoistFunctions(_ statements: CodeBlockItemListSyntax) {
    for statement in statements {
      if let function = statement.item.as(FunctionDeclSyntax.self) { collectFunction(DeclSyntax(function)) }
    }
  }

  /// Declares the variables of a declaration.
  func hoist(_ variable: VariableDeclSyntax) {
    for binding in variable.bindings {
      collectVariable(binding)
      if let pattern = binding.pattern.as(IdentifierPatternSyntax.self) {
        scopes.declare(pattern.identifier.identifierText, pending[pattern.id] ?? .other)
      }
    }
  }

  /// Whether a pattern is a type's property.
  func isMemberProperty(_ node: IdentifierPatternSyntax) -> Bool {
    node.parent?.parent?.parent?.parent?.is(MemberBlockItemSyntax.self) == true
  }

  /// Notes a variable and what it stands for.
  func collectVariable(_ node: PatternBindingSyntax) {
    guard let pattern = node.pattern.as(IdentifierPatternSyntax.self), pending[pattern.id] == nil else { return }
    let name = pattern.identifier.identifierText
    let type = node.typeAnnotation?.type.sourceText
    facts.variables.append(
      VariableFact(
        name: name, type: type, initializer: node.initializer?.value, place: file.place(of: pattern),
        function: functionStack.last))
    pending[pattern.id] = meaning(of: node.initializer?.value, type: type, name: name, pattern: pattern)
  }

  /// What a variable set to `value` stands for.
  func meaning(
    of value: ExprSyntax?, type: String?, name: String, pattern: IdentifierPatternSyntax
  ) -> Binding {
    let place = file.place(of: pattern)
    let holdsDataflow = names?.holdsDataflow(at: place.range.lowerBound)
    if let call = value?.as(FunctionCallExprSyntax.self), holdsDataflow != false {
      let callee = call.calledExpression.sourceText
      let fact = callFact(call)
      let isNamed = ["Dataflow", "Bytewax.Dataflow"].contains(callee) && !facts.declaredTypes.contains("Dataflow")
      let isMade = holdsDataflow == true && fact.madeType == "Dataflow"
      if isNamed || (isMade && fact.receiver == .none) { return newDataflow(name, .constructed(fact), place) }
      if case .function(let index)? = scopes[callee], facts.functions[index].returnType == "Dataflow" || holdsDataflow == true {
        return newDataflow(name, .result(function: index), place)
      }
    }
    if let value, isStream(value) { return .stream }
    if let reference = value?.as(DeclReferenceExprSyntax.self), let binding = scopes[reference.baseName.identifierText],
      case .dataflow = binding
    {
      return binding
    }
    if holdsDataflow ?? (type == "Dataflow") {
      return newDataflow(name, isMemberProperty(pattern) ? .property : .declared, place)
    }
    return Self.isStreamType(type) ? .stream : .other
  }

  private static func isStreamType(_ type: String?) -> Bool {
    type.map { $0.hasPrefix("Stream<") || $0.hasPrefix("KeyedStream<") } ?? false
  }

  /// Notes a name that holds a flow.
  func newDataflow(_ name: String, _ origin: DataflowFact.Origin, _ place: Place) -> Binding {
    let index = facts.dataflows.count
    facts.dataflows.append(
      DataflowFact(index: index, name: name, origin: origin, place: place, function: functionStack.last))
    return .dataflow(index)
  }

  /// Whether the value of `expression` is a stream: the result of `op.…`, of a method on a stream, or of a function that says so.
  func isStream(_ expression: ExprSyntax) -> Bool {
    if let name = expression.plainName {
      if case .stream? = scopes[name] { return true }
      return false
    }
    // A chain with a condition in it is what it was before.
    if let condition = expression.as(PostfixIfConfigExprSyntax.self) { return condition.base.map(isStream) ?? false }
    guard let called = expression.as(FunctionCallExprSyntax.self)?.calledExpression else { return false }
    if let name = called.plainName, case .function(let index)? = scopes[name] {
      return Self.isStreamType(facts.functions[index].returnType)
    }
    guard let base = called.as(MemberAccessExprSyntax.self)?.base else { return false }
    return isNamespace(base) || isStream(base)
  }

  /// Whether an expression is `op`, `wop` or `kop`.
  func isNamespace(_ base: ExprSyntax) -> Bool {
    if let access = base.as(MemberAccessExprSyntax.self) {
      let isOfModule = access.base?.plainName.map { EraVocabulary.eras(ofModule: $0) != nil } == true
      return isOfModule && EraVocabulary.namespaces.contains(access.declName.baseName.identifierText)
    }
    guard let name = base.plainName else { return false }
    return EraVocabulary.namespaces.contains(name) && scopes[name] == nil
  }

  @discardableResult
  func collectFunction(_ node: DeclSyntax) -> Int? {
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
        returnType: result?.sourceText, returnTypePlace: result.map { file.place(of: $0) },
        isThrowing: signature.effectSpecifiers?.throwsClause != nil, body: body, place: file.place(of: node),
        namePlace: file.place(of: name), type: typeStack.last, function: functionStack.last,
        evidence: typeStack.last.map { facts.types[$0].evidence } ?? evidence(nil)))
    functionOfNode[node.id] = index
    if let type = typeStack.last, node.parent?.is(MemberBlockItemSyntax.self) == true { facts.types[type].methods.append(index) }
    scopes.declare(name.identifierText, .function(index))
    return index
  }

  /// A parameter as a fact.
  func parameterFact(_ node: FunctionParameterSyntax) -> ParameterFact {
    let label = node.firstName.identifierText
    let place = node.defaultValue.map { file.place(from: node, to: $0) } ?? file.place(from: node, to: node.type)
    return ParameterFact(
      syntax: node, label: label == "_" ? nil : label, name: (node.secondName ?? node.firstName).identifierText,
      type: node.type.sourceText, place: place, typePlace: file.place(of: node.type))
  }

  /// Goes into a function: its parameters are in force there.
  func enterFunction(_ node: DeclSyntax) -> SyntaxVisitorContinueKind {
    guard let index = collectFunction(node) else { return .visitChildren }
    functionStack.append(index)
    scopes.enter(.code)
    for (position, parameter) in facts.functions[index].parameters.enumerated() {
      declareParameter(
        parameter.syntax.secondName ?? parameter.syntax.firstName, type: parameter.type,
        origin: .parameter(function: index, position: position))
    }
    if isMethod(node, of: ["Stream", "KeyedStream"]) { scopes.declare("self", .stream) }
    if isMethod(node, of: ["Dataflow"]), let body = facts.functions[index].body {
      scopes.declare("self", newDataflow("self", .extended(function: index), file.place(of: body.leftBrace)))
    }
    return .visitChildren
  }

  /// Whether a function is a method that an extension gives one of some types of Bytewax.
  private func isMethod(_ node: DeclSyntax, of names: [String]) -> Bool {
    guard let type = typeStack.last.map({ facts.types[$0] }), type.isExtension, functionStack.count == 1 else { return false }
    guard let function = node.as(FunctionDeclSyntax.self), !function.modifiers.contains(where: { $0.name.text == "static" })
    else { return false }
    return names.contains { [$0, "Bytewax.\($0)"].contains(type.name) && !facts.declaredTypes.contains($0) }
  }

  /// Leaves a function.
  func leaveFunction() {
    functionStack.removeLast()
    scopes.leave()
  }

  /// Declares a parameter with what it stands for.
  func declareParameter(_ name: TokenSyntax, type: String, origin: DataflowFact.Origin) {
    let isNamed = ["Dataflow", "inout Dataflow", "Bytewax.Dataflow"].contains(type) && !facts.declaredTypes.contains("Dataflow")
    let text = name.identifierText
    if names?.holdsDataflow(at: file.place(of: name).range.lowerBound) ?? isNamed {
      scopes.declare(text, newDataflow(text, origin, file.place(of: name)))
    } else if Self.isStreamType(type) {
      scopes.declare(text, .stream)
    } else {
      scopes.declare(text, .other)
    }
  }

  /// Notes the use of a type's name, if Bytewax has one of that name.
  func collectTypeUse(_ token: TokenSyntax, role: TypeUse.Role) {
    let name = token.identifierText
    guard EraVocabulary.types[name] != nil || EraVocabulary.commonWords.contains(name) else { return }
    let place = file.place(of: token)
    let verdict = names?.verdict(at: place.range.lowerBound)
    guard verdict != .foreign else { return }
    facts.typeUses.append(TypeUse(name: name, place: place, role: role, evidence: evidence(verdict)))
  }
}
