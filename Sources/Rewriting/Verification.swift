import RuleBook
import SourceFacts

/// Checks a rewritten text before anyone gets to see it.
struct Verification {
  let rewriter: HopRewriter
  let target: Era
  /// Whether the file was of the hop's older era to begin with.
  let isFirst: Bool

  /// What is wrong with the text, in words; nil when it parses, is of the target era and would not be changed again.
  ///
  /// Of a text that is not new, the hop has said already that it parses and would not be changed.
  func problem(with facts: FlowFacts, isNew: Bool) -> String? {
    do { try facts.file.checkSyntax() } catch { return "the rewritten text would not parse (\(error))" }
    let detected = EraDetection.detect(facts)
    if detected.isFlow, !detected.possible.contains(target) {
      let proof = detected.conflict.map { [$0.0, $0.1] } ?? detected.evidence.filter { !$0.eras.contains(target) }
      let reason = proof.first { !$0.eras.contains(target) }.map { "line \($0.place.line): \($0.reason)" } ?? "no line proves it"
      return "the rewritten text would not be \(target.rawValue) (\(reason))"
    }
    guard isNew else { return nil }
    let again = rewriter.rewrite(facts, isFirst: isFirst)
    if let edit = again.edits.first { return "rule '\(edit.rule)' would change the rewritten text again" }
    return nil
  }
}
