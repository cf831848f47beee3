import SwiftSyntax

/// Finds the names that a file gives new values after they were declared, or hands out to be given some.
///
/// By name alone: whoever asks takes a name that anything of its name is assigned to for one that changes.
package final class AssignedNames: SyntaxVisitor {
  private var names: Set<String> = []

  package static func names(in tree: some SyntaxProtocol) -> Set<String> {
    let finder = AssignedNames(viewMode: .sourceAccurate)
    finder.walk(tree)
    return finder.names
  }

  package override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let parts = Array(node.elements)
    for (position, part) in parts.enumerated().dropFirst() where part.isAssignment { collect(Syntax(parts[position - 1])) }
    return .visitChildren
  }

  package override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind {
    collect(Syntax(node.expression))
    return .visitChildren
  }

  private func collect(_ target: Syntax) {
    for token in target.tokens(viewMode: .sourceAccurate) { if let name = token.identifier?.name { names.insert(name) } }
  }
}

extension ExprSyntax {
  /// Whether the operator in a row of operands and operators gives what stands before it a value.
  package var isAssignment: Bool {
    if self.is(AssignmentExprSyntax.self) { return true }
    guard let text = self.as(BinaryOperatorExprSyntax.self)?.operator.text, text.hasSuffix("=") else { return false }
    return !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(text)
  }
}
