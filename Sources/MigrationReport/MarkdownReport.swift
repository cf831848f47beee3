import Rewriting

extension MigrationReport {
  /// A page with a table of findings for each file.
  package var markdown: String {
    var page = "# Migration report\n\n\(summary)\n"
    for file in flows {
      page += "\n## \(file.file)\n\nEra: \(eraLine(file))\n"
      let findings = findings.filter { $0.file == file.file }
      guard !findings.isEmpty else { continue }
      page += "\n| Line | Rule | What | Becomes | If ignored |\n|---|---|---|---|---|\n"
      for finding in findings {
        let message = finding.message.replacing("|", with: "\\|")
        page += "| \(finding.line) | `\(finding.rule)` | \(message) | \(finding.action.words) | \(finding.severity.rawValue) |\n"
      }
    }
    return page
  }
}
