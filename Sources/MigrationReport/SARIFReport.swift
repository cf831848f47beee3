import Foundation
import Rewriting
import RuleBook

extension MigrationReport {
  /// The report in SARIF 2.1.0.
  ///
  /// A file is rewritten as a whole, so its replacements are dealt out to its results: each is in the fix of one result, and all fixes of
  /// a file made together give the migrated file.
  package func sarif() throws -> String {
    let told = statisticsByRule.map(\.rule)
    let index = Dictionary(uniqueKeysWithValues: told.enumerated().map { ($1, $0) })
    let fixes = sarifFixes
    let run = SARIFDocument.Run(
      tool: .init(driver: .init(name: "waxwing", rules: told.map(sarifRule))),
      invocations: [.init(executionSuccessful: !flows.contains { [.notJudged, .newer, .older].contains($0.verdict) })],
      columnKind: "utf16CodeUnits",
      results: findings.enumerated().map { number, finding in sarifResult(finding, index[finding.rule] ?? 0, fixes[number]) })
    return try SARIFDocument(runs: [run]).prettyJSON()
  }

  private func sarifRule(_ id: String) -> SARIFDocument.Rule {
    let rule = rule(id)
    let defect = book.defect(id)
    let summary = ruleSummary(id) ?? "a file could not be judged: \(id)"
    let explain = rule?.explain.trimmedEnd ?? defect.map { "Here, \($0.meant)." } ?? summary
    let level = (rule?.severity ?? .loud) == .silent ? "error" : rule?.severity == Rule.Severity.none ? "note" : "warning"
    let page = rule?.page ?? explain
    return .init(
      id: id, shortDescription: .init(text: summary), fullDescription: .init(text: explain),
      help: .init(text: page, markdown: page),
      defaultConfiguration: .init(level: level),
      properties: .init(
        tags: ["migration", rule?.severity.rawValue ?? "problem", rule?.kind.rawValue ?? "problem"].uniqued,
        safety: rule?.safety.rawValue, step: rule.map { "\($0.hop)" }, guide: rule?.guide))
  }

  private func sarifResult(_ finding: ReportedFinding, _ index: Int, _ fix: SARIFDocument.Fix?) -> SARIFDocument.Result {
    let columns = finding.utf16Columns
    let region = SARIFDocument.Region(
      startLine: finding.line, startColumn: columns.lowerBound, endLine: finding.line, endColumn: columns.upperBound,
      snippet: finding.source.isEmpty ? nil : .init(text: finding.source))
    return .init(
      ruleId: finding.rule, ruleIndex: index,
      level: finding.isDecision ? (finding.isGrave ? "error" : "warning") : "note",
      message: .init(text: "\(finding.message) [\(finding.outcome)]"),
      locations: [.init(physicalLocation: .init(artifactLocation: Self.artifact(finding.file), region: region))],
      partialFingerprints: ["waxwing/v1": finding.fingerprint], fixes: fix.map { [$0] },
      suppressions: finding.suppression.map { [.init(kind: $0.kind.rawValue, justification: $0.reason)] } ?? [],
      properties: .init(
        action: finding.action.rawValue, evidence: finding.evidence.rawValue, safety: finding.safety.rawValue,
        needsDecision: finding.isDecision, becomes: finding.becomes))
  }

  /// The fix of each finding that has one, by the finding's index.
  private var sarifFixes: [Int: SARIFDocument.Fix] {
    let byFile = Dictionary(grouping: findings.indices, by: { findings[$0].file })
    var fixes: [Int: SARIFDocument.Fix] = [:]
    for change in changes where !change.holdsSecrets {
      // Places come by line, so the last one before a replacement is the nearest.
      let places = (byFile[change.file] ?? []).sorted { findings[$0].line < findings[$1].line }
      guard let first = places.first else { continue }
      let owners = Dictionary(grouping: change.replacements) { replacement in
        places.first { replacement.lines.contains(findings[$0].line) } ?? places.last {
          findings[$0].line <= replacement.lines.lowerBound
        } ?? first
      }
      for (owner, replacements) in owners {
        let text = "part of the rewriting of the whole file; 'waxwing migrate --write' makes all parts at once"
        fixes[owner] = .init(
          description: .init(text: text),
          artifactChanges: [
            .init(
              artifactLocation: Self.artifact(change.file), replacements: replacements.map { Self.replacement($0, in: change) })
          ])
      }
    }
    return fixes
  }

  private static func replacement(_ replacement: FileChange.Replacement, in change: FileChange) -> SARIFDocument.Fix.Replacement {
    let lines = replacement.lines
    var region = SARIFDocument.Region(startLine: lines.lowerBound, startColumn: 1, endLine: lines.upperBound, endColumn: 1)
    if change.unendedLength > 0 {
      // The last line has no end from which a next line could be counted.
      let end = change.unendedLength + 1
      if lines.upperBound > change.lineCount { region.endLine = change.lineCount; region.endColumn = end }
      if lines.lowerBound > change.lineCount {
        region = .init(startLine: change.lineCount, startColumn: end, endLine: change.lineCount, endColumn: end)
      }
    }
    return .init(deletedRegion: region, insertedContent: .init(text: replacement.text))
  }

  /// A path as a URI: relative ones from the root of the sources.
  private static func artifact(_ path: String) -> SARIFDocument.Location.Artifact {
    let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ":"))
    let encoded = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
    return path.hasPrefix("/") ? .init(uri: "file://\(encoded)", uriBaseId: nil) : .init(uri: encoded, uriBaseId: "%SRCROOT%")
  }
}

extension [String] {
  /// The texts, each once.
  fileprivate var uniqued: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
