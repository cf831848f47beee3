import Rewriting
import RuleBook

/// How far a migration goes by itself, over some findings. Suppressed ones do not count.
package struct Statistics: Codable, Sendable, Equatable {
  /// Rewritten with the same meaning, with nothing to look at.
  package private(set) var rewritten = 0
  /// Rewritten too, for a person to look at.
  package private(set) var review = 0
  /// Told, for a person to decide.
  package private(set) var decide = 0
  /// Told, with nothing to decide.
  package private(set) var know = 0
  /// Would be rewritten, were it not for what is left in the same file.
  package private(set) var held = 0
  /// Left for a person to rewrite.
  package private(set) var left = 0
  package private(set) var suppressed = 0

  init(_ findings: some Sequence<ReportedFinding>) {
    for finding in findings { add(finding) }
  }

  mutating func add(_ finding: ReportedFinding) {
    guard finding.suppression == nil else { return suppressed += 1 }
    switch finding.action {
    case .rewritten: rewritten += 1
    case .review: review += 1
    case .reported: if finding.isDecision { decide += 1 } else { know += 1 }
    case .held: held += 1
    case .left: left += 1
    }
  }

  /// All that counts.
  package var total: Int { toDo + know }

  /// The places where something has to happen.
  package var toDo: Int { rewritten + review + decide + held + left }

  /// The places that wait for a person.
  package var decisions: Int { review + decide + left }

  /// The places that are rewritten, whether someone is to look at them or not.
  package var written: Int { rewritten + review }

  /// The share of the places to change that is rewritten, between 0 and 1; nil when there are none.
  package var automatic: Double? { toDo == 0 ? nil : Double(written) / Double(toDo) }

  /// The share in whole percent, never 100 while a place is not rewritten.
  package var automaticText: String {
    guard let automatic else { return "–" }
    return "\(written == toDo ? 100 : min(99, Int((automatic * 100).rounded()))) %"
  }

  /// How many places are rewritten, in a sentence; nil when nothing is to be changed.
  var writtenText: String? {
    guard toDo > 0 else { return nil }
    let places = "\(written) of \(toDo) \(toDo == 1 ? "place is" : "places are") rewritten (\(automaticText))"
    return review == 0 ? places : "\(places), \(review) of them for you to review"
  }
}

extension MigrationReport {
  package var statistics: Statistics { Statistics(findings) }

  /// Statistics of each rule, in the order of the rules; problems and defects behind them.
  package var statisticsByRule: [(rule: String, statistics: Statistics)] {
    let byRule = findings.reduce(into: [String: Statistics]()) { $0[$1.rule, default: Statistics([])].add($1) }
    let order = Dictionary(uniqueKeysWithValues: book.rules.enumerated().map { ($1.id, $0) })
    return byRule.keys.sorted { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }.map { ($0, byRule[$0] ?? Statistics([])) }
  }

  /// Statistics of each file that is a flow or has findings, in the order in which they were added.
  package var statisticsByFile: [(file: FileReport, statistics: Statistics)] {
    let byFile = findings.reduce(into: [String: Statistics]()) { $0[$1.file, default: Statistics([])].add($1) }
    return flows.map { ($0, byFile[$0.file] ?? Statistics([])) }
  }

  /// How many files are flows.
  package var flowCount: Int { flows.count(where: \.isFlow) }

  /// How many flows have each verdict, the gravest last.
  package var verdicts: [(verdict: Verdict, flows: Int)] {
    Verdict.allCases.compactMap { verdict in
      let number = flows.count { $0.verdict == verdict && $0.isFlow }
      return number == 0 ? nil : (verdict, number)
    }
  }

  /// How many findings end in each way.
  package var counts: [Finding.Action: Int] {
    findings.reduce(into: [:]) { $0[$1.action, default: 0] += 1 }
  }

  /// One line that sums the report up.
  package var summary: String {
    guard !findings.isEmpty else {
      guard !flows.isEmpty else { return "no flows found" }
      let told = "nothing to do for \(count(flowCount, "flow"))"
      let open = flows.compactMap { file in file.unproven.map { (file.file, $0) } }
      guard let (file, reason) = open.first else { return told }
      if flowCount == 1 { return "\(told), not proven: \(reason)" }
      return Set(open.map(\.1)).count == 1
        ? "\(told), not proven for \(open.count): \(reason)" : "\(told), not proven for \(open.count): \(file): \(reason); …"
    }
    let all = statistics
    let parts = [
      (all.written, all.review == 0 ? "rewritten" : "rewritten (\(all.review) of them to review)"), (all.decide, "to decide"), (all.know, "to know"), (all.held, "held back"),
      (all.left, "left for you"), (all.suppressed, "suppressed"),
    ]
    let told = parts.compactMap { number, words in number == 0 ? nil : "\(number) \(words)" }
    return "\(count(findings.count, "finding")) in \(count(Set(findings.map(\.file)).count, "file")): \(told.joined(separator: ", "))"
  }

  /// How much a person has to do, as far as it can be counted. Minutes would be invented.
  package var effort: String {
    let open = findings.lazy.filter(\.isDecision)
    guard !open.isEmpty else { return "nothing waits for a person" }
    let files = Set(open.map(\.file)).count
    let questions = Set(open.map(\.rule)).count
    return "\(count(open.count, "decision")) in \(count(files, "file")), of \(count(questions, "kind"))"
  }
}

extension Finding.Action {
  /// What becomes of the place, in a word or two.
  package var words: String {
    switch self {
    case .rewritten: "rewritten"
    case .review: "rewritten, review"
    case .reported: "know"
    case .held: "waits for what is left"
    case .left: "left"
    }
  }
}

extension ReportedFinding {
  /// What becomes of the place, in a word or two.
  package var outcome: String {
    if suppression != nil { return "suppressed" }
    return action == .reported && isDecision ? "decide" : action.words
  }
}
