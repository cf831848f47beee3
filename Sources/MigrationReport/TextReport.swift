import Rewriting
import SourceFacts

extension MigrationReport {
  /// A line for each finding, `file:line:column: rule: message [what happens]`, then the era of each flow and a summary.
  package var text: String {
    var lines = findings.map { finding in
      let mark = finding.severity == .silent ? "silent; " : ""
      return "\(finding.file):\(finding.line):\(finding.column): \(finding.rule): \(finding.message) [\(mark)\(finding.action.words)]"
    }
    for file in flows { lines.append("\(file.file): \(eraLine(file))") }
    return (lines + [summary]).joined(separator: "\n") + "\n"
  }

  /// The era of a flow and what proves it.
  func eraLine(_ file: FileReport) -> String {
    guard let era = file.era else { return "era unknown" }
    let reason = file.proof.map { " (line \($0.line): \($0.reason))" } ?? ""
    let reached = file.reached.flatMap { $0 == era ? nil : ", can be \($0.rawValue)" } ?? ""
    return "\(era.rawValue)\(reached)\(reason)"
  }
}
