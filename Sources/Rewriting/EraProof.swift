import SourceFacts

/// Whether a compiler bears out that a flow in which nothing is to be changed is of its era.
package enum EraProof: Sendable, Equatable {
  /// It compiles as its era, and not with old spellings.
  case proven
  /// Why that is not known, in words.
  case open(String)
}

extension FileOutcome {
  /// Whether nothing is to be changed in a flow and nothing was found against it, so that it is to be proven that there really is nothing.
  package var wantsProof: Bool {
    detected.isFlow && reached != nil && !isChanged && !hasFailed && !findings.contains { $0.action == .left || $0.action == .held }
  }

  /// The outcome with what a compiler made of it.
  package func proving(_ proof: EraProof) -> FileOutcome {
    var copy = self
    copy.proof = proof
    return copy
  }
}
