import SwiftSyntax

/// The one walk over a file: keeps the scopes, and writes down what the rules may ask.
///
/// Here is what is visited; how declarations and calls become facts stands in files of their own.
final class FactCollector: SyntaxVisitor {
  let file: ParsedFile
  /// What a compiler says, if one was asked.
  let names: TypedNames?
  var facts: FlowFacts
  var scopes = Scopes()
  var functionStack: [Int] = []
  var typeStack: [Int] = []
  var functionOfNode: [SyntaxIdentifier: Int] = [:]
  var pending: [SyntaxIdentifier: Binding] = [:]
  /// How many branches of `#if` and macro expansions stand around the place of the walk.
  var conditionDepth = 0

  init(_ file: ParsedFile, _ names: TypedNames?) {
    self.file = file
    self.names = names
    facts = FlowFacts(empty: file)
    facts.names = names
    super.init(viewMode: .sourceAccurate)
  }

  /// The facts of a file.
  static func collect(_ file: ParsedFile, _ names: TypedNames?) -> FlowFacts {
    let collector = FactCollector(file, names)
    collector.walk(file.tree)
    return collector.finished()
  }

  /// The facts, once all of the file is known.
  func finished() -> FlowFacts {
    facts.index = FactIndex(facts)
    facts.assignedNames = AssignedNames.names(in: file.tree)
    let declared = facts.declaredTypes
    facts.typeUses.removeAll { declared.contains($0.name) && $0.evidence != .typed }
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
      declareParameter(name, type: type?.sourceText ?? "", origin: .declared)
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
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    conditionDepth += 1
    return .visitChildren
  }
  override func visitPost(_ node: MacroExpansionExprSyntax) { conditionDepth -= 1 }

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
      node.extendedType.sourceText, node.inheritanceClause, node.memberBlock, place: node, isExtension: true)
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
    facts.mentions[name, default: 0] += 1
    if let member, member.declName.id == node.id {
      if member.base?.plainName == "self" {
        if case .dataflow(let index)? = scopes.member(name) { collectUse(of: index, at: ExprSyntax(member)) }
      } else if member.base?.plainName.map({ EraVocabulary.eras(ofModule: $0) != nil }) == true {
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
  func isConstraint(_ parent: Syntax?) -> Bool {
    guard let parent else { return false }
    return parent.is(InheritedTypeSyntax.self) || parent.is(GenericParameterSyntax.self)
      || parent.is(ConformanceRequirementSyntax.self) || parent.is(SomeOrAnyTypeSyntax.self)
      || parent.is(CompositionTypeElementSyntax.self)
  }

  override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind {
    if EraVocabulary.eras(ofModule: node.baseType.sourceText) != nil {
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
}
