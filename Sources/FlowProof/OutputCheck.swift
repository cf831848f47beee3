import Rewriting

/// Runs rewritten flows before they are written, and keeps back those that do something else than before.
package struct OutputCheck: Sendable {
  let proof: FlowProof

  package init(proof: FlowProof) { self.proof = proof }

  /// The outcomes with those kept back that differ; those that could not be compared have a finding that says why.
  ///
  /// - Parameter tell: gets each flow's verdict as soon as it is known.
  package func checked(_ outcomes: [FileOutcome], tell: (String) -> Void) throws -> [FileOutcome] {
    try outcomes.map { outcome in
      // A file that only got comments is the same flow.
      guard outcome.isChanged, let from = outcome.from, let reached = outcome.reached, reached > from else { return outcome }
      let verdict = try proof.verdict(on: outcome, nil, reached)
      tell(verdict.text)
      func finding(_ rule: String, _ action: Finding.Action, _ message: String) -> Finding {
        Finding(rule: rule, file: outcome.path, severity: action == .left ? .silent : .none, action: action, message: message)
      }
      switch verdict.kind {
      case .same: return outcome
      case .differs:
        let message =
          "run as \(from.rawValue) and as \(reached.rawValue) it does not give the same: \(verdict.line); the file is left as it was"
        return outcome.keptBack(because: [finding("not-verified", .left, message)])
      case .notComparable, .failed:
        return outcome.noting(finding("not-compared", .reported, "its output was not compared: \(verdict.line)"))
      }
    }
  }
}
