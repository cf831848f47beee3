import Rewriting

extension MigrationReport {
  /// A line for each finding, `file:line:column: rule: message [what happens]`, then the era of each flow and a summary.
  package var text: String {
    var lines = findings.map { finding in
      let mark = finding.severity == .silent ? "silent; " : ""
      return "\(finding.file):\(finding.line):\(finding.column): \(finding.rule): \(finding.message) [\(mark)\(finding.action.words)]"
    }
    for file in flows { lines.append("\(file.path): \(eraLine(file))") }
    return (lines + [summary]).joined(separator: "\n") + "\n"
  }

  /// The era of a flow and what proves it.
  func eraLine(_ file: FileOutcome) -> String {
    guard let era = file.from else { return "era unknown" }
    let proof = file.detected.evidence.filter { $0.eras.contains(era) }.min { $0.eras.count < $1.eras.count }
    let reason = proof.map { " (line \($0.place.line): \($0.reason))" } ?? ""
    let reached = file.reached.flatMap { $0 == era ? nil : ", can be \($0.rawValue)" } ?? ""
    return "\(era.rawValue)\(reached)\(reason)"
  }
}
