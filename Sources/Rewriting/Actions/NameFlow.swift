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
    let file = StepName.snakeCase(
      facts.file.path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "flow")
    guard let mine = facts.flow(madeBy: call) else { return file }
    func id(_ name: String) -> String {
      let variable = StepName.snakeCase(name)
      return Self.plain.contains(variable) ? file : variable
    }
    let wanted = id(mine.name)
    // Only names of the same letters become the same id, and the plain ones.
    let alike = ([wanted] + (wanted == file ? Self.plain.filter { $0 != file } : [])).flatMap {
      facts.flows(lettered: $0, before: mine)
    }
    let earlier = alike.filter { id($0.name) == wanted }.reduce(0) { $0 + $1.count }
    return earlier == 0 ? wanted : "\(wanted)_\(earlier + 1)"
  }

  /// What a flow is called that is just a flow.
  private static let plain = ["flow", "dataflow", "df"]
}
