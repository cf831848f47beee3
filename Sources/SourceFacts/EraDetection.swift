/// The era a file was written for, with the lines that prove it.
package struct DetectedEra: Sendable {
  /// The eras in which every line of evidence is possible; empty when the evidence disagrees.
  package let possible: Set<Era>
  package let evidence: [EraEvidence]
  /// Whether the file imports Bytewax at all.
  package let isFlow: Bool

  package init(possible: Set<Era>, evidence: [EraEvidence], isFlow: Bool) {
    self.possible = possible
    self.evidence = evidence
    self.isFlow = isFlow
  }

  /// What is found in a file that does not import Bytewax.
  package static let none = DetectedEra(possible: [], evidence: [], isFlow: false)

  /// The newest possible era; nil for mixed eras and for files that are no flows.
  ///
  /// Where nothing tells two neighbouring eras apart, the file means the same in both, so the newer one is chosen:
  /// it needs the fewest changes. Only what a file shows makes it older.
  package var era: Era? { isFlow ? possible.max() : nil }

  package var isMixed: Bool { isFlow && possible.isEmpty }

  /// Two lines that no single era can have written together; nil unless the file is mixed.
  package var conflict: (EraEvidence, EraEvidence)? {
    guard isMixed else { return nil }
    var tried: Set<Set<Era>> = []
    for (position, one) in evidence.enumerated() where tried.insert(one.eras).inserted {
      if let other = evidence[(position + 1)...].first(where: { one.eras.isDisjoint(with: $0.eras) }) {
        return (one, other)
      }
    }
    return evidence.count > 1 ? (evidence[0], evidence[evidence.count - 1]) : nil
  }
}

/// Finds out which era a flow's source was written for.
///
/// An import that names an era (`import Bytewax016`) decides; otherwise every name, call and method that only some
/// eras have narrows the choice.
package enum EraDetection {
  /// The era of a source text; a text that does not parse is judged by what of it can be read.
  package static func detect(source: String) -> DetectedEra {
    guard source.contains("Bytewax") else { return .none }
    return detect(FlowFacts(ParsedFile(path: "flow", text: source)))
  }

  /// The era of a file whose facts are known.
  package static func detect(_ facts: FlowFacts) -> DetectedEra {
    guard facts.isFlowFile else { return .none }
    let evidence =
      (facts.importEvidence + facts.flowEvidence + facts.typeEvidence + facts.operatorEvidence
      + facts.connectorEvidence + facts.logicEvidence).sorted { $0.place < $1.place }
    let named = facts.importEvidence.filter { $0.eras.count == 1 && $0.reason.contains("names") }
    let deciding = named.isEmpty ? evidence : named
    let possible = deciding.reduce(Set(Era.allCases)) { $0.intersection($1.eras) }
    return DetectedEra(possible: possible, evidence: evidence, isFlow: true)
  }
}
