import RuleBook
import SourceFacts
import SwiftSyntax

/// Makes a method that returns `Set<T>` return `[T]`, sorted where the set is not written out.
struct ReturnArray: RuleAction {
  static let verb = "return-array"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, let type = method.returnType, type.hasPrefix("Set<"),
      let place = method.returnTypePlace, let body = method.body
    else { return .nothingToDo }
    let element = type.dropFirst(4).dropLast()
    let values: [ExprSyntax]
    if let returns = method.returnStatements {
      values = returns.compactMap(\.expression)
    } else if body.statements.count == 1, let value = body.statements.first.flatMap({ ExprSyntax($0.item) }) {
      values = [value]
    } else {
      return .left("what '\(method.name)' returns cannot be seen; return a sorted array", at: method.namePlace)
    }
    let edits = values.flatMap { sorted($0, facts.file) }
    return .edits([.replace(place.range, with: "[\(element)]")] + edits)
  }

  private func sorted(_ value: ExprSyntax, _ file: ParsedFile) -> [Edit] {
    if value.is(ArrayExprSyntax.self) { return [] }
    let range = file.place(of: value).range
    let isPostfix = value.is(FunctionCallExprSyntax.self) || value.is(DeclReferenceExprSyntax.self)
      || value.is(MemberAccessExprSyntax.self)
    if isPostfix { return [.insert(".sorted()", at: range.upperBound)] }
    return [.insert("(", at: range.lowerBound), .insert(").sorted()", at: range.upperBound)]
  }
}
