import RuleBook
import SourceFacts
import SwiftSyntax

/// Makes `(key, value)` pairs of Kafka's messages right behind the input.
struct KafkaPairs: StepAction {
  static let verb = "kafka-pairs"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard draft.call.connectorName(draft.facts) == "KafkaInput" else { return }
    draft.after.append(.init(suffix: "kv", operation: "op.map", closure: "{ ($0.key, $0.value) }"))
    draft.note(.rewritten, "the source now gives messages; a step makes pairs of them")
  }
}

/// Makes Kafka's messages of `(key, value)` pairs right before the output.
struct KafkaMessages: StepAction {
  static let verb = "kafka-messages"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard draft.call.connectorName(draft.facts) == "KafkaOutput" else { return }
    draft.before.append(.init(suffix: "msg", operation: "op.map", closure: "{ KafkaSinkMessage(key: $0, value: $1) }"))
    draft.note(.rewritten, "the sink now takes messages; a step makes them of the pairs")
  }
}

extension CallFact {
  /// The type of the source or sink of an input or output step, when the file shows it.
  func connectorName(_ facts: FlowFacts) -> String? {
    guard let connector = unlabelled.dropFirst().first?.expression else { return nil }
    return ValueTypes(facts).type(of: connector)
  }
}
