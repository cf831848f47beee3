import RuleBook
import SourceFacts

/// Makes a method's result optional, as its protocol now wants it; an optional one would change meaning.
struct OptionalResult: RuleAction {
  static let verb = "optional-result"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, let type = method.returnType, let place = method.returnTypePlace else {
      return .nothingToDo
    }
    guard !type.hasSuffix("?") else {
      return .review("a nil from '\(method.name)' used to be an item and is now skipped", at: method.namePlace)
    }
    return .edits([.insert("?", at: place.range.upperBound)])
  }
}
