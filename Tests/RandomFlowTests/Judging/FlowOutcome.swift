import Rewriting

/// What became of one random flow.
enum FlowOutcome: Sendable, Equatable {
  /// It is of the newest era and does what it did.
  case same
  /// It stays behind as it was, or part of the way, does what it did, and a finding of this rule says so.
  case left(rule: String, message: String)
  /// It does something else, and a finding of this silent change says so at its place.
  case announced(rule: String)
  /// Anything else.
  case failed(String)

  var isFailure: Bool { if case .failed = self { true } else { false } }
  /// A failure without what is different in every flow, so that two can be compared.
  var kind: String {
    switch self {
    case .same: "same"
    case .left(let rule, _): "left: \(rule)"
    case .announced(let rule): "announced: \(rule)"
    case .failed(let reason): "failed: \(reason.prefix { $0 != ":" })"
    }
  }
}

/// A flow with everything that is known of it.
struct JudgedFlow: Sendable {
  let flow: RandomFlow
  let rewritten: FileOutcome
  let outcome: FlowOutcome
  var before: FlowLines?
  var after: FlowLines?
}
