import Foundation
import Rewriting
import RuleBook
import SourceFacts

/// What a migration found, ready to be told.
package struct MigrationReport: Sendable {
  package let files: [FileOutcome]
  private let book: RuleBook

  package init(_ files: [FileOutcome], book: RuleBook) {
    self.files = files
    self.book = book
  }

  package var findings: [Finding] { files.flatMap(\.findings) }

  /// The files that are flows.
  package var flows: [FileOutcome] { files.filter { $0.detected.isFlow || !$0.findings.isEmpty } }

  /// How many findings end in each way.
  package var counts: [Finding.Action: Int] {
    findings.reduce(into: [:]) { $0[$1.action, default: 0] += 1 }
  }

  /// One line that sums the report up.
  package var summary: String {
    let counts = counts
    guard !findings.isEmpty else {
      return flows.isEmpty ? "no flows found" : "nothing to do: \(count(flows.count, "flow")) of the newest era"
    }
    let parts: [(Finding.Action, String)] = [
      (.rewritten, "rewritten"), (.review, "to review"), (.reported, "to know"), (.held, "held back"), (.left, "left for you"),
    ]
    let told = parts.compactMap { action, words in counts[action].map { "\($0) \(words)" } }
    return "\(count(findings.count, "finding")) in \(count(Set(findings.map(\.file)).count, "file")): \(told.joined(separator: ", "))"
  }

  func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  func rule(_ id: String) -> Rule? { book[id] }
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
