import RuleBook

/// Names the operator a step becomes, such as `wop.foldWindow`.
struct UseOperator: StepAction {
  static let verb = "use-operator"
  let namespace: String
  let name: String?

  init(_ argument: RuleValue, in rule: Rule) throws {
    let parts = try rule.text(argument, for: Self.verb).split(separator: ".").map(String.init)
    namespace = parts.first ?? "op"
    name = parts.count > 1 ? parts[1] : nil
  }

  func shape(_ draft: inout StepDraft) {
    draft.namespace = namespace
    if let name { draft.operation = name }
  }
}
