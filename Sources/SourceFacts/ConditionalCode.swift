import SwiftSyntax

extension FlowFacts {
  /// The line of the first `#if` with Bytewax's words in its branches: a compiler sees one branch, or none.
  package var conditionalLine: Int? {
    guard file.bytes.contains(name: "#if") else { return nil }
    let finder = ConditionalCode(viewMode: .sourceAccurate)
    finder.walk(file.tree)
    return finder.found.map { file.place(of: $0).line }
  }
}

private final class ConditionalCode: SyntaxVisitor {
  private(set) var found: IfConfigDeclSyntax?

  override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind {
    if found == nil, isPartOfExpression(node) || node.clauses.contains(where: { $0.elements.map(speaksOfBytewax) ?? false }) { found = node }
    return .skipChildren
  }

  /// Whether the branches are methods that an expression goes on with.
  private func isPartOfExpression(_ node: IfConfigDeclSyntax) -> Bool { node.parent?.is(PostfixIfConfigExprSyntax.self) == true }

  private func speaksOfBytewax(_ elements: IfConfigClauseSyntax.Elements) -> Bool {
    let items = elements.as(CodeBlockItemListSyntax.self).map { list in list.filter { !$0.item.is(ImportDeclSyntax.self) }.map { Syntax($0) } }
    return (items ?? [Syntax(elements)]).contains { item in
      item.tokens(viewMode: .sourceAccurate).contains { EraVocabulary.words.contains($0.identifierText) }
    }
  }
}
