import RuleBook
import SourceFacts

/// How a verb's edits are taken back.
package struct RuleInverse {
  /// Where to look in a newer text.
  let find: [String: RuleValue]
  let step: RuleStep

  init(finding find: [String: RuleValue], _ verb: String, _ argument: RuleValue) {
    self.find = find
    step = RuleStep(verb: verb, argument: argument)
  }
}

extension Rule {
  /// The rule that leads back, for a rule with one verb that says how its edits are taken back; nil for all others.
  package var inverse: Rule? {
    guard safety == .safe, edit.count == 1, let action = ActionRegistry.siteActions.first(where: { $0.verb == edit[0].verb }) else { return nil }
    return action.inverse(of: edit[0].argument, finding: find).map { takenBack(find: $0.find, edit: [$0.step]) }
  }
}

extension RuleBook {
  /// The rules that are asked on a hop; on one to an older era, those that take changes back.
  func rules(on hop: Hop) -> [Rule] { hop.isBackward ? rules(of: hop.reversed).compactMap(\.inverse) : rules(of: hop) }
}

extension HopRewriter {
  /// What only the newer era has and no rule takes back, on a hop to the older one.
  ///
  /// `newer` are the rules of the hop to the newer era: the one in whose example the same stands says what it is.
  func irreversible(_ result: Result, _ facts: FlowFacts) -> [Result.Entry] {
    guard hop.isBackward, let older = Era(rawValue: hop.to), let applied = try? EditSet(result.edits).apply(to: facts.file.bytes) else { return [] }
    let text = ParsedFile(path: facts.file.path, text: String(decoding: applied.bytes, as: UTF8.self))
    let proofs = EraDetection.detect(FlowFacts(text)).evidence.filter { !$0.eras.contains(older) }
    guard !proofs.isEmpty else { return [] }
    // As a function of `op` or as a method of a stream, it is the same.
    func reason(_ proof: EraEvidence) -> String { proof.reason.replacing("'op.", with: "'") }
    let shown = newer.map { (rule: $0, reasons: EraDetection.detect(source: "import Bytewax\n\($0.after)").evidence.map(reason)) }
    return proofs.map { proof in
      let offset = applied.origins.origin(of: proof.place.range.lowerBound)
      let rule = shown.first { $0.reasons.contains(reason(proof)) }?.rule
      let note = Outcome.Note(
        action: .left, message: "\(proof.reason), and cannot be taken back; write it for \(older.rawValue) by hand", place: facts.file.place(offset..<offset))
      return (rule, rule?.id ?? "newer-than-target", .lexical, note)
    }
  }
}
