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
      let isReturned = node.parent?.is(ReturnStmtSyntax.self) == true || node.parent?.is(CodeBlockItemSyntax.self) == true
        || node.parent?.is(SequenceExprSyntax.self) == true && !node.isCompared
      if isReturned { found = found ?? node }
      return .skipChildren
    }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  }
}

extension NilLiteralExprSyntax {
  fileprivate var isCompared: Bool {
    guard let list = parent?.as(SequenceExprSyntax.self) ?? parent?.parent?.as(SequenceExprSyntax.self) else { return false }
    return list.elements.contains { ["==", "!="].contains($0.sourceText) }
  }
}
