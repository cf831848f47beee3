import RuleBook
import SourceFacts
import SwiftSyntax

/// Puts a parameter in front of a method's others.
struct AddParameter: RuleAction {
  static let verb = "add-parameter"
  let label: String
  let type: String

  init(_ argument: RuleValue, in rule: Rule) throws {
    label = try rule.entry("label", of: argument, for: Self.verb)
    type = try rule.entry("type", of: argument, for: Self.verb)
  }

  static func inverse(of argument: RuleValue, finding find: [String: RuleValue]) -> RuleInverse? {
    argument.table["label"].map { RuleInverse(finding: find, RemoveParameter.verb, .table(["label": $0])) }
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, let clause = method.parameterClause else { return .nothingToDo }
    guard method.parameters.first?.label != label else { return .nothingToDo }
    let text = "\(label): \(type)" + (method.parameters.isEmpty ? "" : ", ")
    let offset =
      method.parameters.first?.place.range.lowerBound
      ?? clause.leftParen.endPositionBeforeTrailingTrivia.utf8Offset
    return .edits([.insert(text, at: offset)]) + calls(of: method, facts)
  }

  /// Calls of the method in this file would no longer compile.
  private func calls(of method: FunctionFact, _ facts: FlowFacts) -> Outcome {
    let labels = method.parameters.map(\.label)
    let found = facts.calls(named: method.name).filter { call in
      call.arguments.map(\.label) == labels && call.receiver != .none && !call.isSuper
    }
    guard let call = found.first else { return .nothingToDo }
    return .left("'\(method.name)' is called here; pass '\(label):' by hand", at: call.place)
  }
}

extension CallFact {
  var isSuper: Bool { syntax.calledExpression.as(MemberAccessExprSyntax.self)?.base?.is(SuperExprSyntax.self) == true }
}

extension FunctionFact {
  var parameterClause: FunctionParameterClauseSyntax? {
    syntax.as(FunctionDeclSyntax.self)?.signature.parameterClause
      ?? syntax.as(InitializerDeclSyntax.self)?.signature.parameterClause
  }
}
