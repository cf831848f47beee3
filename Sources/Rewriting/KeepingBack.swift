import SourceFacts

extension FileOutcome {
  /// The outcome for a file that is left as it was after all, with the findings that say why.
  ///
  /// What would have been rewritten waits for the reason to go away.
  package func keptBack(because reasons: [Finding]) -> FileOutcome {
    var kept = self
    (kept.after, kept.reached, kept.edits) = (before, from, [:])
    kept.findings = (findings.map { [.rewritten, .review].contains($0.action) ? $0.held : $0 } + reasons)
      .sorted { ($0.line, $0.column, $0.rule, $0.message) < ($1.line, $1.column, $1.rule, $1.message) }
    return kept
  }

  /// The outcome with something more to know.
  package func noting(_ finding: Finding) -> FileOutcome {
    var noted = self
    noted.findings.append(finding)
    return noted
  }
}

extension Finding {
  /// The same place, waiting.
  fileprivate var held: Finding {
    Finding(
      rule: rule, file: file, line: line, column: column, severity: severity, safety: safety, evidence: evidence, action: .held,
      message: message)
  }
}
