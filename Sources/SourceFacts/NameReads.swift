import SwiftSyntax

/// Finds where a name is read below a node, leaving out labels, members and places where it is declared anew.
package enum NameReads {
  package static func places(of name: String, in node: some SyntaxProtocol, file: ParsedFile) -> [Place] {
    let finder = Finder(name: name)
    finder.walk(node)
    return finder.found.map { file.place(of: $0) }
  }

  package static func contains(_ name: String, in node: some SyntaxProtocol) -> Bool {
    let finder = Finder(name: name)
    finder.walk(node)
    return !finder.found.isEmpty
  }

  private final class Finder: SyntaxVisitor {
    let name: String
    var found: [TokenSyntax] = []

    init(name: String) {
      self.name = name
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
      let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
      if !isMember, node.baseName.identifierText == name { found.append(node.baseName) }
      return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
      node.declaresParameter(name) ? .skipChildren : .visitChildren
    }
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

  func declaresParameter(_ name: String) -> Bool { parameters.contains { $0.name.identifierText == name } }
}
