extension MigrationReport {
  /// A line for each finding, as compilers write them: `file:line:column: rule: message [what happens]`; then the summary.
  package func lines(onlyDecisions: Bool = false) -> String {
    let told = findings.filter { onlyDecisions ? $0.isDecision : $0.suppression == nil }
    let lines = told.map { finding in
      let mark = finding.severity == .silent ? "silent; " : ""
      return "\(finding.file):\(finding.line):\(finding.column): \(finding.rule): \(finding.message) [\(mark)\(finding.outcome)]"
    }
    return (lines + [summary]).joined(separator: "\n") + "\n"
  }
}
