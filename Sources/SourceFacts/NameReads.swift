import SwiftSyntax

/// Finds where a name is read below a node, leaving out labels, members and places where it is declared anew.
package enum NameReads {
  /// Every read, in order.
  package static func places(of name: String, in node: some SyntaxProtocol, file: ParsedFile) -> [Place] {
    let finder = Finder(name: name, in: node)
    finder.walk(node)
    return finder.found.map { file.place(of: $0) }
  }

  /// Whether there is any read.
  package static func contains(_ name: String, in node: some SyntaxProtocol) -> Bool {
    let finder = Finder(name: name, in: node)
    finder.walk(node)
    return !finder.found.isEmpty
  }

  private final class Finder: SyntaxVisitor {
    let name: String
    let root: Syntax
    let scope: ScopeNames
    var found: [TokenSyntax] = []

    init(name: String, in root: some SyntaxProtocol) {
      self.name = name
      self.root = Syntax(root)
      scope = ScopeNames(name: name)
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
      let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
      if !isMember, node.baseName.identifierText == name, !isDeclaredAnew(around: Syntax(node)) { found.append(node.baseName) }
      return .visitChildren
    }

    // `if let name` reads what it names.
    override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
      if node.initializer == nil, let pattern = node.pattern.as(IdentifierPatternSyntax.self),
        pattern.identifier.identifierText == name,
        !isDeclaredAnew(around: Syntax(node))
      {
        found.append(pattern.identifier)
      }
      return .visitChildren
    }

    // So does a capture without a value of its own.
    override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind {
      if node.initializer == nil, node.name.identifierText == name, !isDeclaredAnew(around: Syntax(node)) {
        found.append(node.name)
      }
      return .visitChildren
    }

    // A closure counts its own parameters.
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
      node.declaresParameter(name) || name.hasPrefix("$") ? .skipChildren : .visitChildren
    }

    /// Whether something between a name and the node that is searched declares it.
    private func isDeclaredAnew(around node: Syntax) -> Bool { scope.isDeclared(between: node, and: root) }
  }
}

extension ClosureExprSyntax {
  /// The closure's parameters: name and written type.
  package var parameters: [(name: TokenSyntax, type: TypeSyntax?)] {
    switch signature?.parameterClause {
    case .simpleInput(let list): list.map { ($0.name, nil) }
    case .parameterClause(let clause): clause.parameters.map { ($0.secondName ?? $0.firstName, $0.type) }
    case nil: []
    }
  }

  /// Whether a parameter has this name.
  func declaresParameter(_ name: String) -> Bool { parameters.contains { $0.name.identifierText == name } }
}

/// The names that an expression takes from around it.
package enum FreeNames {
  /// Every name that is read and not declared inside, with one place where it is; `self` too where it is written.
  package static func references(in node: some SyntaxProtocol) -> [DeclReferenceExprSyntax] {
    let finder = Finder(viewMode: .sourceAccurate)
    finder.walk(node)
    let lists = DeclaredNames()
    var seen: Set<String> = []
    return finder.found.filter { reference in
      let name = reference.baseName.identifierText
      return !ScopeNames(name: name, lists: lists).isDeclared(between: Syntax(reference), and: Syntax(node))
        && seen.insert(name).inserted
    }
  }

  private final class Finder: SyntaxVisitor {
    var found: [DeclReferenceExprSyntax] = []

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
      let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
      if !isMember, !node.baseName.text.hasPrefix("$"),
        node.baseName.identifier != nil || node.baseName.tokenKind == .keyword(.self)
      {
        found.append(node)
      }
      return .visitChildren
    }
  }
}
