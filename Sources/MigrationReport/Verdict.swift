import Rewriting
import SourceFacts

/// What becomes of a flow as a whole.
package enum Verdict: String, Codable, Sendable, CaseIterable {
  /// Nothing in it changes and nothing is open, and a compiler bears that out.
  case upToDate = "up-to-date"
  /// Nothing was found in it that changes or is open, but that there is nothing is not proven.
  case notProven = "not-proven"
  /// It reaches the target, and nothing is left to decide.
  case migrates = "migrates-by-itself"
  /// It reaches the target, but some places are for a person to look at.
  case needsPerson = "needs-a-person"
  /// It changes as soon as another file does, in which a place cannot be rewritten.
  case waits = "waits"
  /// Some place cannot be rewritten; until a person does, it keeps its era and runs unchanged.
  case runsOnShim = "runs-on-the-shim"
  /// It has words of an era that is newer than all that are known.
  case newer = "newer-than-known"
  /// It has words of an era that is older than all that are known.
  case older = "older-than-known"
  /// It could not be read or judged.
  case notJudged = "not-judged"

  /// The verdict in words.
  package var words: String {
    switch self {
    case .upToDate: "up to date"
    case .notProven: "not proven to be up to date"
    case .migrates: "migrates by itself"
    case .needsPerson: "needs a person"
    case .waits: "waits for another file"
    case .runsOnShim: "runs on the shim"
    case .newer: "newer than Waxwing knows"
    case .older: "older than Waxwing knows"
    case .notJudged: "could not be judged"
    }
  }

  /// Judges a file by what was found in it.
  init(of outcome: FileOutcome, _ findings: [ReportedFinding]) {
    if findings.contains(where: { $0.rule == "newer-than-known" }) {
      self = .newer
    } else if findings.contains(where: { $0.rule == "older-than-known" }) {
      self = .older
    } else if outcome.hasFailed {
      self = .notJudged
    } else if findings.contains(where: { $0.action == .left && $0.suppression == nil }) {
      self = .runsOnShim
    } else if findings.contains(where: { $0.action == .held && $0.suppression == nil }) {
      self = .waits
    } else if findings.contains(where: \.isDecision) {
      self = .needsPerson
    } else if outcome.isChanged || findings.contains(where: { $0.action == .rewritten && $0.suppression == nil }) {
      self = .migrates
    } else {
      self = outcome.wantsProof && outcome.proof != .proven ? .notProven : .upToDate
    }
  }
}

extension Verdict {
  /// The verdict of this many flows, in words.
  func phrase(_ number: Int) -> String {
    switch self {
    case .upToDate: number == 1 ? "is up to date" : "are up to date"
    case .notProven: number == 1 ? "is not proven to be up to date" : "are not proven to be up to date"
    case .migrates: number == 1 ? "migrates by itself" : "migrate by themselves"
    case .needsPerson: number == 1 ? "needs a person" : "need a person"
    case .waits: number == 1 ? "waits for another file" : "wait for other files"
    case .runsOnShim: number == 1 ? "runs on the shim" : "run on the shim"
    case .newer: number == 1 ? "is newer than Waxwing knows" : "are newer than Waxwing knows"
    case .older: number == 1 ? "is older than Waxwing knows" : "are older than Waxwing knows"
    case .notJudged: "could not be judged"
    }
  }
}
