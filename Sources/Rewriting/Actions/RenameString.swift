import RuleBook
import SourceFacts

/// Replaces the text of a string literal, such as a flag or the name of an environment variable.
struct RenameString: RuleAction {
  static let verb = "rename-string"
  let text: String

  init(_ argument: RuleValue, in rule: Rule) throws { text = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .string(let string) = site else { return .nothingToDo }
    return .review("'\(string.value)' becomes '\(text)'", at: string.place, [.replace(string.place.range, with: text)])
  }
}
