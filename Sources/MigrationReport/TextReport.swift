import Rewriting
import RuleBook
import SourceFacts

extension MigrationReport {
  /// The whole report for a person: findings by what they do to a flow that ignores them, the worst first; then flows, statistics, recovery
  /// and what all of it amounts to.
  package func text(_ style: TextStyle = TextStyle(), onlyDecisions: Bool = false) -> String {
    var text = ""
    writeText(style, onlyDecisions: onlyDecisions) { text += $0 }
    return text
  }

  /// The same piece by piece, so that a long report need not be in memory as a whole.
  package func writeText(_ style: TextStyle = TextStyle(), onlyDecisions: Bool = false, to write: (String) throws -> Void)
    rethrows
  {
    try shown.writeShown(style, onlyDecisions: onlyDecisions, to: write)
  }

  private func writeShown(_ style: TextStyle, onlyDecisions: Bool, to write: (String) throws -> Void) rethrows {
    for concern in concerns(onlyDecisions: onlyDecisions) {
      try write(heading(concern.title, style))
      for entry in concern.rules {
        // What all places have to say is said once, before them.
        let messages = Set(entry.findings.map { findings[$0].message })
        let shared = messages.count == 1 && entry.findings.count > 1 ? messages.first : nil
        try write(introduction(entry.rule, shared, places: entry.findings.count, style))
        let said = [shared, rule(entry.rule)?.summary]
        for index in entry.findings { try write(place(findings[index], said: said, style)) }
        try write("\n")
      }
    }
    if !flows.isEmpty { try write(heading("Files", style) + flowTable(style) + "\n") }
    if statistics.total > 0 { try write(heading("Statistics", style) + statisticsTable(style) + "\n") }
    let recovery = recoveryText(style)
    if !recovery.isEmpty { try write(heading("Recovery", style) + recovery + "\n") }
    try write(overall(style))
  }

  private func heading(_ title: String, _ style: TextStyle) -> String {
    style.paint(title.uppercased(), .bold) + "\n" + style.paint(String(repeating: "─", count: min(style.width, 80)), .dim) + "\n"
  }

  /// What is to be known of a rule before its places.
  private func introduction(_ id: String, _ message: String?, places: Int, _ style: TextStyle) -> String {
    let rule = rule(id)
    let step = rule.map { "  \($0.hop)" } ?? ""
    var text = style.paint(id, .bold, .cyan) + style.paint("\(step)  \(count(places, "place"))", .dim) + "\n"
    if let rule {
      text += style.wrap("\(rule.summary)", indent: "  ") + "\n"
      text += style.wrap(rule.explain.trimmedEnd, indent: "  ") + "\n"
      text += style.wrap("Guide: \(rule.guide ?? "does not mention it")", indent: "  ") + "\n"
      text += block("in general, before", rule.before, "-", style) + block("after", rule.after, "+", style)
      if let example = rule.example {
        text += style.wrap("For example: \(example.shows)", indent: "  ") + "\n"
        for (era, output) in [(rule.hop.from, example.before), (rule.hop.to, example.after)] {
          text += output.isEmpty ? style.paint("  \(era) prints nothing\n", .dim) : block("\(era) prints", output, "|", style)
        }
      }
    }
    if let message, message != rule?.summary { text += style.wrap(message, indent: "  ") + "\n" }
    return text
  }

  private func block(_ title: String, _ code: String, _ mark: String, _ style: TextStyle) -> String {
    guard !code.isEmpty else { return "" }
    let lines = code.trimmedEnd.split(separator: "\n", omittingEmptySubsequences: false)
    return style.paint("  \(title):", .dim) + "\n" + lines.map { "    \(mark) \($0)\n" }.joined()
  }

  /// One place with its line, a caret and what the line becomes.
  private func place(_ finding: ReportedFinding, said: [String?], _ style: TextStyle) -> String {
    let number = String(finding.line)
    let margin = String(repeating: " ", count: number.count)
    let limit = style.cutsSource ? style.width - number.count - 5 : nil
    let excerpt = SourceExcerpt(finding.source, column: finding.sourceColumn, length: finding.length, limit: limit)
    var text = "\n  " + style.paint("\(finding.file):\(finding.line):\(finding.column)", .bold) + "  "
    text += style.paint("[\(finding.outcome)]", finding.isDecision ? .yellow : .green)
    text += finding.evidence == .lexical ? "\n" : style.paint(" \(finding.evidence.rawValue)", .dim) + "\n"
    if !said.contains(finding.message) { text += style.wrap(finding.message, indent: "  ") + "\n" }
    if !finding.source.isEmpty {
      text += "  \(style.paint("\(number) |", .dim)) \(excerpt.line)\n"
      text += "  \(style.paint("\(margin) |", .dim)) \(style.paint(excerpt.caret, .red))\n"
    }
    for line in finding.becomes ?? [] {
      text += "  \(margin) \(style.paint("+ " + SourceExcerpt(line, column: 1, length: 1, limit: limit).line, .green))\n"
    }
    if finding.becomes?.isEmpty == true { text += "  \(margin) \(style.paint("- the line goes", .green))\n" }
    return text
  }

  private func flowTable(_ style: TextStyle) -> String {
    flows.map { file in
      let open = file.decisions == 0 ? "" : ", \(count(file.decisions, "decision"))"
      let colour: TextStyle.Mark = [.migrates, .upToDate].contains(file.verdict) ? .green : .yellow
      let doubt = file.unproven.map { ": \($0)" } ?? ""
      let verdict = "\(file.file): \(style.paint(file.verdict.words + open, colour))\(doubt)\n"
      return file.isFlow ? verdict + style.wrap(eraLine(file), indent: "  ") + "\n" : verdict
    }.joined()
  }

  private func statisticsTable(_ style: TextStyle) -> String {
    func rows(_ title: String, _ entries: [(String, Statistics)]) -> String {
      let width = max(title.count, entries.map(\.0.count).max() ?? 0)
      let columns = ["places", "rewritten", "review", "decide", "know", "held", "left", "automatic"]
      func row(_ name: String, _ cells: [String]) -> String {
        name.padded(to: width) + zip(cells, columns).map { $0.leftPadded(to: $1.count + 2) }.joined() + "\n"
      }
      let head = style.paint(row(title, columns), .dim)
      return head
        + entries.map { name, counts in
          let cells = [counts.total, counts.rewritten, counts.review, counts.decide, counts.know, counts.held, counts.left].map(
            String.init)
          return row(name, cells + [counts.automaticText])
        }.joined()
    }
    let rules = rows(
      "rule", statisticsByRule.filter { $0.statistics.total > 0 }.map { ($0.rule, $0.statistics) } + [("all", statistics)])
    guard flows.count > 1 else { return rules }
    return rules + "\n" + rows("file", statisticsByFile.filter { $0.statistics.total > 0 }.map { ($0.file.file, $0.statistics) })
  }

  /// What it all amounts to; the last line is the shortest.
  private func overall(_ style: TextStyle) -> String {
    var lines: [String] = []
    if flowCount > 0 {
      let told = verdicts.map { "\($0.flows) \($0.verdict.phrase($0.flows))" }.joined(separator: ", ")
      lines.append("\(count(flowCount, "flow")) among \(count(files, "file")): \(told)")
    }
    let all = statistics
    if let written = all.writtenText { lines.append("\(written); \(effort)") }
    return (lines.map { style.wrap($0) } + [style.paint(summary, .bold)]).joined(separator: "\n") + "\n"
  }

  /// The era of a flow and what proves it.
  func eraLine(_ file: FileReport) -> String {
    guard file.isFlow || file.era != nil else { return "not a flow" }
    guard let era = file.era else { return "era unknown" }
    let reason = file.proof.map { " (line \($0.line): \($0.reason))" } ?? ""
    let reached = file.reached.flatMap { $0 == era ? nil : ", can be \($0.rawValue)" } ?? ""
    return "\(era.rawValue)\(reached)\(reason)"
  }
}

extension String {
  /// The text without blanks and newlines at its end.
  var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
