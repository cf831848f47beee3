import RuleBook

extension MigrationReport {
  /// Commands by which a workflow of GitHub puts findings beside the lines they are about; then the summary as a notice.
  ///
  /// GitHub shows only the first few of each level, so what waits for a person and what is silent comes first.
  package func github(onlyDecisions: Bool = false) -> String {
    let told = shown.findings.filter { $0.suppression == nil && ($0.isDecision || !onlyDecisions) }
    let ordered = told.enumerated().sorted { (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset) }.map(
      \.element)
    let commands = ordered.map { finding in
      let columns = finding.utf16Columns
      let place = [
        ("file", finding.file), ("line", "\(finding.line)"), ("endLine", "\(finding.line)"), ("col", "\(columns.lowerBound)"),
        ("endColumn", "\(columns.upperBound)"),
        ("title", "\(finding.rule) [\(finding.outcome)]"),
      ].map { "\($0)=\(Self.property($1))" }.joined(separator: ",")
      return "::\(Self.level(finding)) \(place)::\(Self.message(text(of: finding)))"
    }
    return (commands + ["::notice title=waxwing::\(Self.message("\(summary); \(effort)"))"]).joined(separator: "\n") + "\n"
  }

  private func text(of finding: ReportedFinding) -> String {
    guard let rule = rule(finding.rule), finding.isDecision else { return finding.message }
    return "\(finding.message)\n\(rule.explain.trimmedEnd)"
  }

  /// What waits for a person is a warning, or an error where the result would silently be another or the file cannot be judged.
  private static func level(_ finding: ReportedFinding) -> String {
    guard finding.isDecision else { return "notice" }
    return finding.isGrave ? "error" : "warning"
  }

  private static func rank(_ finding: ReportedFinding) -> Int {
    (finding.isDecision ? 0 : 3) + (finding.severity == .silent ? 0 : finding.severity == .loud ? 1 : 2)
  }

  private static func message(_ text: String) -> String { text.escaped(["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  private static func property(_ text: String) -> String { message(text).escaped([":": "%3A", ",": "%2C"]) }
}
