import RuleBook
import SourceFacts
import SwiftSyntax

/// Makes a method that returned an optional always return a value; one that returns `nil` is left to its author.
struct RequireResult: RuleAction {
  static let verb = "require-result"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, let type = method.returnType, type.hasSuffix("?"),
      let place = method.returnTypePlace, let body = method.body
    else { return .nothingToDo }
    let finder = NilFinder(viewMode: .sourceAccurate)
    finder.walk(body)
    if let found = finder.found {
      return .left(
        "'\(method.name)' skips a partition by returning nil; leave that partition out of 'listParts' instead",
        at: facts.file.place(of: found))
    }
    return .edits([.delete(place.range.upperBound - 1..<place.range.upperBound)])
  }

  private final class NilFinder: SyntaxVisitor {
    var found: NilLiteralExprSyntax?
    override func visit(_ node: NilLiteralExprSyntax) -> SyntaxVisitorContinueKind {
      if isResult(Syntax(node)) { found = found ?? node }
      return .skipChildren
    }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    /// Whether an expression is what the method gives, or one of those that it chooses between.
    private func isResult(_ node: Syntax) -> Bool {
      guard let parent = node.parent else { return false }
      if parent.is(ReturnStmtSyntax.self) || parent.is(CodeBlockItemSyntax.self) { return true }
      if parent.is(TryExprSyntax.self) || parent.is(UnresolvedTernaryExprSyntax.self) { return isResult(parent) }
      guard let list = parent.as(ExprListSyntax.self), let sequence = list.parent, sequence.is(SequenceExprSyntax.self) else { return false }
      if node.is(UnresolvedTernaryExprSyntax.self) { return isResult(sequence) }
      guard let before = list.last(where: { $0.endPosition <= node.position }) else { return false }
      return (before.is(UnresolvedTernaryExprSyntax.self) || before.sourceText == "??") && isResult(sequence)
    }
  }
}
