import RuleBook
import SourceFacts

/// Gives a Bytewax type its new name; where the file declares a type of that name itself, the new one is qualified.
struct RenameType: RuleAction {
  static let verb = "rename-type"
  let name: String

  init(_ argument: RuleValue, in rule: Rule) throws { name = try rule.text(argument, for: Self.verb) }

  static func inverse(of argument: RuleValue, finding find: [String: RuleValue]) -> RuleInverse? {
    guard let new = argument.text, let old = find["type"]?.list, old.count == 1, find.count == 1 else { return nil }
    return RuleInverse(finding: ["type": .text(new)], verb, .text(old[0]))
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    let place: Place
    switch site {
    case .typeUse(let use): place = use.place
    case .call(let call): place = call.namePlace
    default: return .nothingToDo
    }
    let start = place.range.lowerBound
    let isQualified = start > 0 && facts.file.bytes[start - 1] == UInt8(ascii: ".")
    guard facts.declaredTypes.contains(name), !isQualified else { return .edits([.replace(place.range, with: name)]) }
    let module = facts.imports.first { EraVocabulary.eras(ofModule: $0.module) != nil }?.module ?? "Bytewax"
    return .review(
      "this file declares '\(name)' itself, so the library's is written '\(module).\(name)'", at: place,
      [.replace(place.range, with: "\(module).\(name)")])
  }
}
