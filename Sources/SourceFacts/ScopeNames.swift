import SwiftSyntax

/// Which names a node of the tree brings into force for what stands in it.
struct ScopeNames {
  let name: String
  var lists = DeclaredNames()

  /// The declarations of the name that `scope` adds for its part `child`.
  func declarations(in scope: Syntax, for child: Syntax) -> [Declaration] {
    switch scope.as(SyntaxEnum.self) {
    case .codeBlockItemList(let list): statements(list, for: child)
    case .memberBlockItemList(let list): lists.entries(of: name, in: list).map(\.declaration)
    case .accessorDecl(let node) where node.parameters == nil: implicit(["newValue", "oldValue"], node.accessorSpecifier)
    case .catchClause(let node) where node.catchItems.isEmpty && child.id == node.body.id: implicit(["error"], node.catchKeyword)
    default: Self.others(in: scope, for: child).filter { $0.name == name }
    }
  }

  /// What a scope that is no list adds for its part `child`, whatever it is called.
  private static func others(in scope: Syntax, for child: Syntax) -> [Declaration] {
    switch scope.as(SyntaxEnum.self) {
    case .closureExpr(let closure): child.id == closure.statements.id ? parameters(of: closure) : []
    case .functionDecl(let node):
      child.id == node.body?.id
        ? parameters(node.signature.parameterClause) + generics(node.genericParameterClause)
        : generics(node.genericParameterClause)
    case .initializerDecl(let node):
      child.id == node.body?.id
        ? parameters(node.signature.parameterClause) + generics(node.genericParameterClause)
        : generics(node.genericParameterClause)
    case .subscriptDecl(let node): child.id == node.accessorBlock?.id ? parameters(node.parameterClause) : []
    case .accessorDecl(let node): node.parameters.map { [Declaration(token: $0.name, kind: .bound)] } ?? []
    case .classDecl(let node): generics(node.genericParameterClause)
    case .structDecl(let node): generics(node.genericParameterClause)
    case .enumDecl(let node): generics(node.genericParameterClause)
    case .actorDecl(let node): generics(node.genericParameterClause)
    case .forStmt(let node): child.id == node.body.id || child.id == node.whereClause?.id ? bound(in: Syntax(node.pattern)) : []
    case .ifExpr(let node): child.id == node.body.id ? bound(in: Syntax(node.conditions)) : []
    case .whileStmt(let node): child.id == node.body.id ? bound(in: Syntax(node.conditions)) : []
    case .conditionElementList(let list):
      list.prefix { $0.id != child.as(ConditionElementSyntax.self)?.id }.flatMap { bound(in: Syntax($0)) }
    case .switchCase(let node): child.id == node.statements.id ? bound(in: Syntax(node.label)) : []
    case .switchCaseItem(let node): child.id == node.whereClause?.id ? bound(in: Syntax(node.pattern)) : []
    case .catchClause(let node): child.id == node.body.id ? bound(in: Syntax(node.catchItems)) : []
    default: []
    }
  }

  /// What the language itself calls one of some names at a word.
  private func implicit(_ names: Set<String>, _ token: TokenSyntax) -> [Declaration] {
    names.contains(name) ? [Declaration(token: token, kind: .bound)] : []
  }

  /// Whether a node somewhere in a list of statements declares the name for all of the list, wherever it stands.
  func isDeclared(among list: CodeBlockItemListSyntax) -> Bool { !lists.entries(of: name, in: list).isEmpty }

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
    return lists.entries(of: name, in: list).filter { entry in
      switch entry.declaration.kind {
      case .function, .type: true
      // A variable of the file is in force everywhere in it; any other from its own statement on. None is in its own value.
      default: entry.item != child.id && (isFile || entry.position < child.position)
      }
    }.map(\.declaration)
  }

  /// All that a statement declares for the list it stands in.
  static func declared(by statement: CodeBlockItemSyntax) -> [Declaration] {
    if case .stmt(let node) = statement.item, let guarding = node.as(GuardStmtSyntax.self) {
      return bound(in: Syntax(guarding.conditions))
    }
    return statement.item.as(DeclSyntax.self).map(declared) ?? []
  }

  /// All that a declaration declares for the list it stands in.
  static func declared(by node: DeclSyntax) -> [Declaration] {
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

  private static func members(_ list: MemberBlockItemListSyntax) -> [Declaration] { list.flatMap { declared(by: $0.decl) } }

  private static func variable(_ node: VariableDeclSyntax, _ binding: PatternBindingSyntax) -> [Declaration] {
    if let plain = binding.pattern.as(IdentifierPatternSyntax.self) {
      return declaration(plain.identifier, .variable(node, binding))
    }
    return bound(in: Syntax(binding.pattern))
  }

  // MARK: Parameters and patterns

  private static func parameters(of closure: ClosureExprSyntax) -> [Declaration] {
    let given = closure.parameters.flatMap { declaration($0.name, .bound) }
    guard let captures = closure.signature?.capture?.items else { return given }
    let names = Set(given.map(\.name))
    return given + captures.flatMap { declaration($0.name, .capture($0)) }.filter { !names.contains($0.name) }
  }

  private static func parameters(_ clause: FunctionParameterClauseSyntax) -> [Declaration] {
    clause.parameters.flatMap { declaration($0.secondName ?? $0.firstName, .parameter($0)) }
  }

  private static func generics(_ clause: GenericParameterClauseSyntax?) -> [Declaration] {
    clause?.parameters.flatMap { declaration($0.name, .type) } ?? []
  }

  private static func declaration(_ token: TokenSyntax, _ kind: Declaration.Kind) -> [Declaration] {
    [Declaration(token: token, kind: kind)]
  }

  private static func bound(in node: Syntax) -> [Declaration] {
    let finder = PatternFinder(viewMode: .sourceAccurate)
    finder.walk(node)
    return finder.found.map { Declaration(token: $0, kind: .bound) }
  }

  /// Finds the names that a pattern binds, outside of closures.
  private final class PatternFinder: SyntaxVisitor {
    var found: [TokenSyntax] = []

    override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
      found.append(node.identifier)
      return .skipChildren
    }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  }
}
