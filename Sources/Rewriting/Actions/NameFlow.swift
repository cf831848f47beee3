import RuleBook
import SourceFacts

/// Gives `Dataflow()` an id: the variable's name, or the file's when the variable is just called `flow`.
struct NameFlow: RuleAction {
  static let verb = "name-flow"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, call.arguments.isEmpty, let paren = call.syntax.leftParen else { return .nothingToDo }
    let offset = paren.endPositionBeforeTrailingTrivia.utf8Offset
    return .edits([.insert("\"\(id(of: call, facts))\"", at: offset)])
  }

  private func id(of call: CallFact, _ facts: FlowFacts) -> String {
    let constructed = facts.dataflows.filter { if case .constructed = $0.origin { true } else { false } }
    let mine = constructed.first { if case .constructed(let made) = $0.origin { made.place == call.place } else { false } }
    let stem = facts.file.path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "flow"
    func name(_ flow: DataflowFact) -> String {
      let variable = StepName.snakeCase(flow.name)
      return ["flow", "dataflow", "df"].contains(variable) ? StepName.snakeCase(stem) : variable
    }
    guard let mine else { return StepName.snakeCase(stem) }
    let earlier = constructed.filter { $0.index < mine.index && name($0) == name(mine) }.count
    return earlier == 0 ? name(mine) : "\(name(mine))_\(earlier + 1)"
  }
}
