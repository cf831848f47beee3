import RuleBook
import SourceFacts
import SwiftSyntax

/// Gives a partition a method its protocol now asks for. `STATE` in the text is the type its builder takes up again;
/// where the method makes that an optional, so does the builder.
struct AddMethod: RuleAction {
  static let verb = "add-method"
  let text: String

  init(_ argument: RuleValue, in rule: Rule) throws { text = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .type(let type) = site, let last = type.members.members.last else { return .nothingToDo }
    let file = facts.file
    let builder = facts.functions(returning: type.name).first { $0.name == "buildPart" }
    let parameter = builder?.parameters.last
    let end = file.place(of: last).range.upperBound
    let indent = file.indentation(at: file.place(of: last).range.lowerBound)
    let state = parameter.map(\.type).flatMap(Self.writtenState)
    var edits: [Edit] = [
      .insert(file.newline + file.newline + indent + text.replacing("STATE", with: state ?? "Never"), at: end)
    ]
    if let parameter, parameter.type == "NoPosition?" { edits.append(.replace(parameter.typePlace.range, with: "Never??")) }
    if let parameter, state != nil, text.contains("STATE?") {
      edits.append(.insert("?", at: parameter.typePlace.range.upperBound))
      if let body = builder?.body, NameReads.contains(parameter.name, in: body) {
        edits += BodyStart(file, body).insert(["let \(parameter.name) = \(parameter.name) ?? nil"])
      }
    }
    return .edits(edits)
  }

  /// The state a builder's parameter names; nil where it names 0.17's own word for no state.
  private static func writtenState(_ type: String) -> String? {
    if ["NoPosition?", "Never??", "Optional<NoPosition>"].contains(type) || type.hasSuffix(".State?") { return nil }
    return TupleType.wrapped(type)
  }
}
