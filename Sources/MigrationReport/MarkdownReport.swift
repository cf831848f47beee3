import Rewriting
import RuleBook
import ShownText

extension MigrationReport {
  /// A page for a pull request: what waits for a person in full, what is rewritten as counts.
  ///
  /// It stays below the length at which code hosts refuse a comment, and says what it leaves out.
  package func markdown(onlyDecisions: Bool = false) -> String { shown.shownMarkdown(onlyDecisions: onlyDecisions) }

  private func shownMarkdown(onlyDecisions: Bool) -> String {
    var page = "# Migration report\n\n" + markdownOverview
    var omitted = 0
    for concern in concerns(onlyDecisions: true) {
      page += "\n## \(concern.title)\n"
      for entry in concern.rules {
        let section = markdownSection(entry.rule, entry.findings)
        if page.utf8.count + section.utf8.count > Self.commentLimit { omitted += 1 } else { page += section }
      }
    }
    if omitted > 0 { page += "\n\(count(omitted, "more rule")) left out to keep the comment short; `waxwing report` shows all.\n" }
    let closing = (onlyDecisions ? "" : markdownRewritten) + markdownRecovery
    return page.utf8.count + closing.utf8.count > Self.commentLimit + 4_000 ? page : page + closing
  }

  /// GitHub takes 65,536 characters.
  private static let commentLimit = 58_000
  /// How many places of a rule, and how many flows, are listed.
  private static let listLimit = 20

  private var markdownOverview: String {
    guard !flows.isEmpty else { return summary + "\n" }
    let all = statistics
    var page = ""
    if all.toDo > 0 {
      page += "**\(all.writtenText ?? "")**; \(effort).\n"
    } else {
      page += "\(summary).\n"
    }
    page += "\n| File | Era | Verdict | Places | Automatic | To decide |\n|---|---|---|--:|--:|--:|\n"
    let open = statisticsByFile.sorted { $0.statistics.decisions > $1.statistics.decisions }
    for (file, counts) in open.prefix(Self.listLimit) {
      let reached = file.reached.flatMap { $0 == file.era ? nil : " → \($0.rawValue)" } ?? ""
      page += "| \(MarkdownText.code(file.file)) | \(file.era?.rawValue ?? (file.isFlow ? "?" : "–"))\(reached) | \(MarkdownText.prose(file.verdictWords)) "
      page += "| \(counts.total) | \(counts.automaticText) | \(counts.decisions) |\n"
    }
    let more = open.dropFirst(Self.listLimit)
    if !more.isEmpty { page += "\nand \(count(more.count, "more file")), with \(count(more.reduce(0) { $0 + $1.statistics.decisions }, "decision")).\n" }
    return page
  }

  private func markdownSection(_ id: String, _ indices: [Int]) -> String {
    let rule = rule(id)
    var section = "\n### `\(id)`\(rule.map { ": \(MarkdownText.prose($0.summary))" } ?? "")\n\n"
    if let rule {
      section += rule.explain.trimmedEnd + "\n"
      if let guide = rule.guide { section += "\nIn the guide: *\(MarkdownText.prose(guide))*.\n" }
      if let example = rule.example {
        section += "\nFor example: \(MarkdownText.prose(example.shows)).\n\n"
        section += MarkdownText.fence("text", "\(rule.hop.from) prints:\n\(example.before)\n\(rule.hop.to) prints:\n\(example.after)")
      }
    }
    for finding in indices.prefix(Self.listLimit).map({ findings[$0] }) {
      let message = finding.message == rule?.summary ? "" : ": \(MarkdownText.prose(finding.message))"
      section += "\n- \(MarkdownText.code("\(finding.file):\(finding.line)")) (\(finding.outcome))\(message)\n"
      let becomes = finding.becomes.map { $0.map { "+" + $0 } } ?? []
      if !finding.source.isEmpty {
        let source = finding.source.shown
        let lines = becomes.isEmpty ? [" " + source] : ["-" + source] + becomes
        section += MarkdownText.fence("diff", lines.joined(separator: "\n")).split(separator: "\n").map { "  \($0)\n" }.joined()
      }
    }
    let more = indices.count - Self.listLimit
    return more > 0 ? section + "\nand \(count(more, "more place")).\n" : section
  }

  private var markdownRewritten: String {
    let rules = statisticsByRule.filter { $0.statistics.rewritten + $0.statistics.held + $0.statistics.know > 0 }
    guard !rules.isEmpty else { return "" }
    var page = "\n<details><summary>What needs nobody</summary>\n\n| Rule | Change | Rewritten | Held back | To know |\n|---|---|--:|--:|--:|\n"
    for (id, counts) in rules {
      page += "| `\(id)` | \(MarkdownText.prose(ruleSummary(id) ?? "")) | \(counts.rewritten) | \(counts.held) | \(counts.know) |\n"
    }
    return page + "\n</details>\n"
  }

  private var markdownRecovery: String {
    let told = recoveryFlows
    guard !told.isEmpty else { return "" }
    var page = "\n## Recovery stores\n"
    for (file, survival) in told.prefix(Self.listLimit) {
      page += "\n\(MarkdownText.code(file.file)):\n\n| Step | Rows before | Rows after | |\n|---|---|---|---|\n"
      for step in survival.steps {
        page += "| \(step.operator) \(MarkdownText.code(step.step ?? "…")) | \(MarkdownText.code(step.oldRow)) | \(MarkdownText.code(step.newRow)) | \(step.fate.rawValue) |\n"
      }
      page += survival.advice.map { sentence in
        let (words, command) = RecoveryAdvice.parts(of: sentence)
        return "\n- \(MarkdownText.prose(words))\(command.map { ": \(MarkdownText.code($0))" } ?? "")"
      }.joined() + "\n"
    }
    let more = told.count - Self.listLimit
    return more > 0 ? page + "\nand \(count(more, "more flow")).\n" : page
  }
}
