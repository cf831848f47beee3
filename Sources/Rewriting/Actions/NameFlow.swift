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
    let wanted = name(mine)
    let letters = Self.letters(of: wanted)
    let ours = Self.letters(of: stem)
    // A file may have as many flows as lines, so names are only taken apart where they have the same letters.
    let earlier = constructed.count { flow in
      guard flow.index < mine.index else { return false }
      let own = Self.letters(of: flow.name)
      return (own.elementsEqual(letters) || ours.elementsEqual(letters)) && name(flow) == wanted
    }
    return earlier == 0 ? wanted : "\(wanted)_\(earlier + 1)"
  }

  private static func letters(of name: String) -> some Sequence<Character> {
    name.lazy.filter { $0.isLetter || $0.isNumber }.flatMap { $0.lowercased() }
  }
}
