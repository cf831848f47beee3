import SwiftSyntax

/// Which names a node of the tree brings into force for what stands in it.
struct ScopeNames {
  /// Nil for every name.
  let name: String?
  /// What is known of lists already.
  private let lists: DeclarationLists

  init(name: String?, lists: DeclarationLists = DeclarationLists()) { (self.name, self.lists) = (name, lists) }

  /// The declarations of the name that `scope` adds for its part `child`.
  func declarations(in scope: Syntax, for child: Syntax) -> [Declaration] {
    switch scope.as(SyntaxEnum.self) {
    case .codeBlockItemList(let list): statements(list, for: child)
    case .memberBlockItemList(let list): inList(list) { $0.members(list) }
    case .closureExpr(let closure): child.id == closure.statements.id ? parameters(of: closure) : []
    case .functionDecl(let node):
      child.id == node.body?.id ? parameters(node.signature.parameterClause) + generics(node.genericParameterClause) : generics(node.genericParameterClause)
    case .initializerDecl(let node):
      child.id == node.body?.id ? parameters(node.signature.parameterClause) + generics(node.genericParameterClause) : generics(node.genericParameterClause)
    case .subscriptDecl(let node): child.id == node.accessorBlock?.id ? parameters(node.parameterClause) : []
    case .accessorDecl(let node): accessor(node)
    case .classDecl(let node): generics(node.genericParameterClause)
    case .structDecl(let node): generics(node.genericParameterClause)
    case .enumDecl(let node): generics(node.genericParameterClause)
    case .actorDecl(let node): generics(node.genericParameterClause)
    case .forStmt(let node): child.id == node.body.id || child.id == node.whereClause?.id ? bound(in: Syntax(node.pattern)) : []
    case .ifExpr(let node): child.id == node.body.id ? bound(in: Syntax(node.conditions)) : []
    case .whileStmt(let node): child.id == node.body.id ? bound(in: Syntax(node.conditions)) : []
    case .conditionElementList(let list): list.prefix { $0.id != child.as(ConditionElementSyntax.self)?.id }.flatMap { bound(in: Syntax($0)) }
    case .switchCase(let node): child.id == node.statements.id ? bound(in: Syntax(node.label)) : []
    case .switchCaseItem(let node): child.id == node.whereClause?.id ? bound(in: Syntax(node.pattern)) : []
    case .catchClause(let node): caught(node, for: child)
    default: []
    }
  }

  /// Whether a node somewhere in a list of statements declares the name for all of the list, wherever it stands.
  func isDeclared(among list: CodeBlockItemListSyntax) -> Bool { !inList(list) { list.flatMap($0.declared) }.isEmpty }

  /// Whether anything from a node up to `root`, which is around it, declares the name for it.
  func isDeclared(between node: Syntax, and root: Syntax) -> Bool {
    var child = node
    while child.id != root.id, let parent = child.parent {
      if !declarations(in: parent, for: child).isEmpty { return true }
      child = parent
    }
    return false
  }

  // MARK: Statements

  private func statements(_ list: CodeBlockItemListSyntax, for child: Syntax) -> [Declaration] {
    let isFile = list.parent?.is(SourceFileSyntax.self) == true
    return inList(list) { list.flatMap($0.declared) }.filter { declaration in
      switch declaration.kind {
      case .function, .type: return true
      // A variable of the file is in force everywhere in it; any other from its own statement on. None is in its own value.
      default:
        let place = declaration.token.position
        return place < child.position || isFile && place >= child.endPosition
      }
    }
  }

  /// The declarations of the name among all of a list.
  private func inList(_ list: some SyntaxProtocol, _ declared: (ScopeNames) -> [Declaration]) -> [Declaration] {
    guard let name else { return declared(self) }
    return lists.declarations(of: name, in: list) { declared(ScopeNames(name: nil)) }
  }

  private func declared(by statement: CodeBlockItemSyntax) -> [Declaration] {
    if case .stmt(let node) = statement.item, let guarding = node.as(GuardStmtSyntax.self) { return bound(in: Syntax(guarding.conditions)) }
    return statement.item.as(DeclSyntax.self).map(declared) ?? []
  }

  private func declared(by node: DeclSyntax) -> [Declaration] {
    switch node.as(DeclSyntaxEnum.self) {
    case .functionDecl(let function): declaration(function.name, .function(function))
    case .variableDecl(let variable): variable.bindings.flatMap { self.variable(variable, $0) }
    case .enumCaseDecl(let cases): cases.elements.flatMap { declaration($0.name, .enumCase) }
    case .ifConfigDecl(let conditional):
      conditional.clauses.flatMap { clause -> [Declaration] in
        switch clause.elements {
        case .statements(let list)?: list.flatMap(declared)
        case .decls(let list)?: members(list)
        default: []
        }
      }
    case .importDecl, .extensionDecl: []
    default: node.asProtocol((any NamedDeclSyntax).self).map { declaration($0.name, .type) } ?? []
    }
  }

  private func members(_ list: MemberBlockItemListSyntax) -> [Declaration] { list.flatMap { declared(by: $0.decl) } }

  private func variable(_ node: VariableDeclSyntax, _ binding: PatternBindingSyntax) -> [Declaration] {
    if let plain = binding.pattern.as(IdentifierPatternSyntax.self) { return declaration(plain.identifier, .variable(node, binding)) }
    return bound(in: Syntax(binding.pattern))
  }

  // MARK: Parameters and patterns

  private func parameters(of closure: ClosureExprSyntax) -> [Declaration] {
    let given = closure.parameters.flatMap { declaration($0.name, .bound) }
    return given.isEmpty ? (closure.signature?.capture?.items ?? []).flatMap { declaration($0.name, .capture($0)) } : given
  }

  private func parameters(_ clause: FunctionParameterClauseSyntax) -> [Declaration] {
    clause.parameters.flatMap { declaration($0.secondName ?? $0.firstName, .parameter($0)) }
  }

  private func generics(_ clause: GenericParameterClauseSyntax?) -> [Declaration] {
    clause?.parameters.flatMap { declaration($0.name, .type) } ?? []
  }

  private func accessor(_ node: AccessorDeclSyntax) -> [Declaration] {
    if let parameters = node.parameters { return declaration(parameters.name, .bound) }
    return ["newValue", "oldValue"].contains(name) ? [Declaration(token: node.accessorSpecifier, kind: .bound)] : []
  }

  private func caught(_ node: CatchClauseSyntax, for child: Syntax) -> [Declaration] {
    guard child.id == node.body.id else { return [] }
    if node.catchItems.isEmpty, name == "error" { return [Declaration(token: node.catchKeyword, kind: .bound)] }
    return bound(in: Syntax(node.catchItems))
  }

  private func declaration(_ token: TokenSyntax, _ kind: Declaration.Kind) -> [Declaration] {
    name == nil || token.identifierText == name ? [Declaration(token: token, kind: kind)] : []
  }

  private func bound(in node: Syntax) -> [Declaration] {
    let finder = PatternFinder(name)
    finder.walk(node)
    return finder.found.map { Declaration(token: $0, kind: .bound) }
  }

  /// Finds the name where a pattern binds it, outside of closures.
  private final class PatternFinder: SyntaxVisitor {
    let name: String?
    var found: [TokenSyntax] = []

    init(_ name: String?) {
      self.name = name
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
      if name == nil || node.identifier.identifierText == name { found.append(node.identifier) }
      return .skipChildren
    }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  }
}
