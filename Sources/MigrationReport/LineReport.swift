extension MigrationReport {
  /// A line for each finding, as compilers write them: `file:line:column: rule: message [what happens]`; then the summary.
  package func lines(onlyDecisions: Bool = false) -> String {
    var text = ""
    writeLines(onlyDecisions: onlyDecisions) { text += $0 }
    return text
  }

  /// The same piece by piece, so that a long report need not be in memory as a whole.
  package func writeLines(onlyDecisions: Bool = false, to write: (String) throws -> Void) rethrows {
    for finding in shown.findings where onlyDecisions ? finding.isDecision : finding.suppression == nil {
      let mark = finding.severity == .silent ? "silent; " : ""
      try write("\(finding.file):\(finding.line):\(finding.column): \(finding.rule): \(finding.message) [\(mark)\(finding.outcome)]\n")
    }
    try write(summary + "\n")
  }
}
