import Rewriting

extension MigrationReport {
  /// A page with a table of findings for each file.
  package var markdown: String {
    var page = "# Migration report\n\n\(summary)\n"
    for file in flows {
      page += "\n## \(file.path)\n\nEra: \(eraLine(file))\n"
      guard !file.findings.isEmpty else { continue }
      page += "\n| Line | Rule | What | Becomes | If ignored |\n|---|---|---|---|---|\n"
      for finding in file.findings {
        let message = finding.message.replacing("|", with: "\\|")
        page += "| \(finding.line) | `\(finding.rule)` | \(message) | \(finding.action.words) | \(finding.severity.rawValue) |\n"
      }
    }
    return page
  }
}
