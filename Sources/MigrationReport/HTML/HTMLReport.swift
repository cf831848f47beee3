import Foundation
import Rewriting
import RuleBook

extension MigrationReport {
  /// One page that needs nothing else: findings to filter and search, flows with their differences, rules, recovery.
  ///
  /// The page holds the report as data and draws what is looked at, so that thousands of findings open at once.
  package func html() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = String(decoding: try encoder.encode(HTMLData(shown)), as: UTF8.self)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>Migration report</title>
      <style>
      \(HTMLStyle.text)</style>
      </head>
      <body>
      \(HTMLBody.text)<script type="application/json" id="report">\(Self.embedded(data))</script>
      <script>
      \(HTMLScript.text)</script>
      </body>
      </html>

      """
  }

  /// JSON that can stand in a page: no source text can end the element it stands in.
  private static func embedded(_ json: String) -> String {
    json.escaped(["<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u{2028}": "\\u2028", "\u{2029}": "\\u2029"])
  }
}

/// What the page knows. Names are short because findings are many.
struct HTMLData: Encodable {
  /// `c` and `n` count in UTF-16, as the page's script does.
  struct Finding: Encodable {
    let r: String
    let f, l, c, n: Int
    let v, o, m, s, e: String
    let d: Bool
    let b: [String]?
    let x: String?
  }
  struct File: Encodable {
    let path, verdict, words, era: String
    let counts: Statistics
    let automatic, diff: String
    let recovery: StateSurvival?
  }
  struct Rule: Encodable {
    let id, step, summary, explain, guide, before, after: String
    let shows, oldEra, newEra, oldOutput, newOutput: String?
    let counts: Statistics
    let automatic: String
  }
  struct Verdict: Encodable { let id, words: String; let flows: Int }

  let summary, effort, automatic: String
  let counts: Statistics
  let verdicts: [Verdict]
  let files: [File]
  let rules: [Rule]
  let findings: [Finding]

  init(_ report: MigrationReport) {
    summary = report.summary
    effort = report.effort
    counts = report.statistics
    automatic = counts.automaticText
    verdicts = report.verdicts.map { Verdict(id: $0.verdict.rawValue, words: $0.verdict.phrase($0.flows), flows: $0.flows) }
    let diffs = Dictionary(report.changes.map { ($0.file, $0.diff) }) { first, _ in first }
    let told = Dictionary(report.recoveryFlows.map { ($0.file.file, $0.survival) }) { first, _ in first }
    files = report.statisticsByFile.map { file, counts in
      let survival = told[file.file]
      return File(
        path: file.file, verdict: file.verdict.rawValue, words: file.verdictWords, era: report.eraLine(file), counts: counts,
        automatic: counts.automaticText, diff: diffs[file.file] ?? "", recovery: survival)
    }
    rules = report.statisticsByRule.map { id, counts in Self.rule(id, counts, report) }
    let numbers = Dictionary(files.enumerated().map { ($1.path, $0) }) { first, _ in first }
    findings = report.concerns(withSuppressed: true).flatMap(\.rules).flatMap(\.findings).map { index in
      let finding = report.findings[index]
      // The place is counted in what is shown.
      let parts = SourceExcerpt.parts(of: finding.source, column: finding.sourceColumn, length: finding.length)
      return Finding(
        r: finding.rule, f: numbers[finding.file] ?? 0, l: finding.line, c: parts[0].utf16.count + 1,
        n: max(1, parts[1].utf16.count),
        v: finding.severity.rawValue, o: finding.outcome, m: finding.message, s: parts.joined(), e: finding.evidence.rawValue,
        d: finding.isDecision,
        b: finding.becomes, x: finding.suppression?.reason)
    }
  }

  private static func rule(_ id: String, _ counts: Statistics, _ report: MigrationReport) -> Rule {
    let rule = report.rule(id)
    return Rule(
      id: id, step: rule.map { "\($0.hop)" } ?? "", summary: report.ruleSummary(id) ?? "", explain: rule?.explain ?? "",
      guide: rule.map { $0.guide ?? "does not mention it" } ?? "", before: rule?.before ?? "", after: rule?.after ?? "",
      shows: rule?.example?.shows, oldEra: rule?.hop.from, newEra: rule?.hop.to, oldOutput: rule?.example?.before,
      newOutput: rule?.example?.after, counts: counts, automatic: counts.automaticText)
  }
}
