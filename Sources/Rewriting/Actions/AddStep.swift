import RuleBook
import SourceFacts

/// Puts a step of the same flow after a step, on a line of its own.
struct AddStep: RuleAction {
  static let verb = "add-step"
  let call: String

  init(_ argument: RuleValue, in rule: Rule) throws { call = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let step) = site, let base = step.basePlace else { return .nothingToDo }
    let following = facts.callsBehind(step).first {
      $0.basePlace.map { $0.range.lowerBound > step.place.range.upperBound } == true && $0.receiver == step.receiver
    }
    guard following?.name != call.prefix(while: { $0 != "(" })[...].description else { return .nothingToDo }
    let end = facts.file.endOfLine(after: step.place.range.upperBound)
    let indent = facts.file.indentation(at: step.place.range.lowerBound)
    return .review(
      "items were spread over all workers here by themselves", at: step.place,
      [.insert("\(facts.file.newline)\(indent)\(facts.file.text(base.range)).\(call)", at: end)])
  }
}

extension ParsedFile {
  /// The end of the line after `offset` when only blanks or a comment follow, else `offset`.
  func endOfLine(after offset: Int) -> Int {
    let rest = bytes[offset...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard rest.starts(with: "//".utf8) else { return offset }
    return rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
  }
}
