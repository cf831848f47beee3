import RuleBook
import SourceFacts
import SwiftSyntax

/// Makes the serializers that 0.18's registries gave: the registry becomes a client, and each serializer one of 0.19 with the schema
/// fetched from it (kafka-registry-removed). Confluent's keep their subject's name (kafka-subject-strategy).
///
/// Only a registry that stands in a variable and is asked for serializers only is rewritten; others are left to a person.
struct RegistrySerdes: RuleAction {
  static let verb = "registry-serdes"
  let message: String

  init(_ argument: RuleValue, in rule: Rule) throws { message = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .typeUse(let use) = site else { return .nothingToDo }
    guard let call = facts.calls(named: use.name).first(where: { $0.namePlace.range == use.place.range }) else {
      return .left(message, at: use.place)
    }
    guard use.name != "SchemaRef" else {
      // What it is given to is rewritten together with it.
      let request = call.syntax.parent?.parent?.parent.flatMap { facts.call(at: $0) }
      let isAsked =
        request?.unlabelled.first?.expression.id == ExprSyntax(call.syntax).id
        && request.flatMap(facts.registry(askedBy:))?.isRewritable(in: facts) == true
      return isAsked ? .nothingToDo : .left(message, at: use.place)
    }
    guard let registry = facts.registry(madeBy: call), registry.isRewritable(in: facts) else {
      return .left(message, at: use.place)
    }
    let serdes = facts.requests(to: registry).compactMap { request in
      request.replacement.map { Edit.replace(request.call.place.range, with: $0) }
    }
    return .review(
      "schemas are fetched when the flow is built, and an error then ends it", at: use.place, registry.edits + serdes)
  }
}
