import RuleBook
import SourceFacts
import SwiftSyntax

/// Gives a type a method its protocol now asks for. `STATE` in the text is the type the sink's builder takes up again.
struct AddMethod: RuleAction {
  static let verb = "add-method"
  let text: String

  init(_ argument: RuleValue, in rule: Rule) throws { text = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .type(let type) = site, let last = type.members.members.last else { return .nothingToDo }
    let state = facts.functions.lazy.filter { $0.name == "buildPart" && $0.returnType?.prefix(while: { $0 != "?" }) == type.name[...] }
      .compactMap { $0.parameters.last?.type }.first.flatMap(TupleType.wrapped) ?? "Int"
    let file = facts.file
    let end = file.place(of: last).range.upperBound
    let indent = file.indentation(at: file.place(of: last).range.lowerBound)
    return .edits([.insert(file.newline + file.newline + indent + text.replacing("STATE", with: state), at: end)])
  }
}
