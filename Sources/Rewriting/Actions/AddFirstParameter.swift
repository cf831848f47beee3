import RuleBook
import SourceFacts
import SwiftSyntax

/// Gives a callback one more parameter, in front of its own.
struct AddFirstParameter: RuleAction {
  static let verb = "add-first-parameter"
  /// How many parameters the callback has before.
  let count: Int
  let name: String
  let type: String

  init(_ argument: RuleValue, in rule: Rule) throws {
    name = try rule.entry("name", of: argument, for: Self.verb)
    type = try rule.entry("type", of: argument, for: Self.verb)
    count = Int(try rule.entry("count", of: argument, for: Self.verb)) ?? 1
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, let callback = call.callback else { return .nothingToDo }
    guard let closure = callback.closure, let clause = closure.signature?.parameterClause else {
      return .left("the callback does not name its parameters here; give it one more, a \(type), in front", at: callback.place)
    }
    guard closure.parameters.count == count else { return .nothingToDo }
    switch clause {
    case .simpleInput(let list): return insertion("\(name), ", before: list.first.map { facts.file.place(of: $0) })
    case .parameterClause(let clause): return insertion("\(name): \(type), ", before: clause.parameters.first.map { facts.file.place(of: $0) })
    }
  }

  private func insertion(_ text: String, before place: Place?) -> Outcome {
    place.map { .edits([.insert(text, at: $0.range.lowerBound)]) } ?? .nothingToDo
  }
}
