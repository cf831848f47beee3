import RuleBook
import SourceFacts

/// Pairs of rules of which a later one takes back what an earlier one did, so that on the whole way nothing happens at a place.
///
/// Whoever goes the whole way has nothing to do there, and is not told of either.
struct CancelledChanges {
  private let pairs: [(earlier: Rule, later: Rule)]

  /// `rules` are those of all hops on the way.
  init(_ rules: [Rule]) {
    let makers = rules.filter { $0.safety == .safe && $0.edit.count == 1 && $0.edit[0].verb == AddParameter.verb }
    pairs = makers.flatMap { earlier in
      rules.filter { later in
        guard later.hop.from >= earlier.hop.to, later.safety == .safe, later.edit.count == 1,
          later.edit[0].verb == RemoveParameter.verb
        else { return false }
        return later.edit[0].argument.table["label"] == earlier.edit[0].argument.table["label"]
          && !Set(later.find["method"]?.list ?? []).isDisjoint(with: earlier.find["method"]?.list ?? [])
      }.map { (earlier, $0) }
    }
  }

  /// Takes out what two findings say of one place when both came about and cancelled each other.
  func drop(from outcome: inout FileOutcome) {
    for (earlier, later) in pairs where outcome.edits[earlier.id] != nil && outcome.edits[later.id] != nil {
      func places(_ id: String) -> Set<[Int]> {
        Set(outcome.findings.filter { $0.rule == id && $0.action == .rewritten }.map { [$0.line, $0.column] })
      }
      let both = places(earlier.id).intersection(places(later.id))
      guard !both.isEmpty else { continue }
      outcome.findings.removeAll {
        [earlier.id, later.id].contains($0.rule) && $0.action == .rewritten && both.contains([$0.line, $0.column])
      }
      for id in [earlier.id, later.id] {
        let left = (outcome.edits[id] ?? 0) - both.count
        outcome.edits[id] = left > 0 ? left : nil
      }
    }
  }
}
