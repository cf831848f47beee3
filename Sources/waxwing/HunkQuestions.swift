import Foundation
import MigrationReport
import Rewriting
import ShownText
import TreeMigration

/// Asks about each hunk whether it is wanted, on standard output, and reads the answers from standard input.
struct HunkQuestions {
  /// What may be answered.
  private enum Answer: String { case yes = "y", no = "n", all = "a", rest = "d", quit = "q" }

  /// The outcomes with the changes that were chosen; what was not chosen waits. The end of the input counts as `q`.
  func chosen(_ outcomes: [FileOutcome]) throws -> [FileOutcome] {
    var chosen: [FileOutcome] = []
    var isAll = false
    var hasQuit = false
    for outcome in outcomes {
      guard outcome.isChanged, !hasQuit else {
        chosen.append(outcome.isChanged ? outcome.making([]) : outcome)
        continue
      }
      let hunks = EditHunk.all(of: outcome)
      var wanted: [TextEdit] = []
      asking: for (number, hunk) in hunks.enumerated() {
        if isAll {
          wanted += hunk.edits
          continue
        }
        show(hunk, of: outcome)
        switch ask("\(outcome.path.shownPath): hunk \(number + 1) of \(hunks.count), \(hunk.rules.joined(separator: ", ")); write it?") {
        case .yes: wanted += hunk.edits
        case .no: continue
        case .all:
          wanted += hunk.edits
          isAll = true
        case .rest: break asking
        case .quit:
          hasQuit = true
          break asking
        }
      }
      let part = outcome.making(wanted)
      if part.isChanged, part.after != outcome.after {
        printError("\(outcome.path.shownPath): written in part; what was left out has to be brought over by hand before it compiles")
      }
      chosen.append(part)
    }
    return chosen
  }

  private func show(_ hunk: EditHunk, of outcome: FileOutcome) {
    let text = UnifiedDiff.text(from: outcome.before, to: outcome.text(making: hunk.edits), path: outcome.path)
    // A person answers, wherever the question goes.
    print(Terminal.style.isColoured ? UnifiedDiff.coloured(text.shownLines) : text.shownLines, terminator: "")
  }

  private func ask(_ question: String) -> Answer {
    while true {
      print("\(question) [y,n,a,d,q,?] ", terminator: "")
      fflush(nil)
      guard let line = readLine() else {
        print("")
        return .quit
      }
      // Nobody's return key has ended the line.
      if isatty(STDIN_FILENO) == 0 { print("") }
      if let answer = Answer(rawValue: line.trimmingCharacters(in: .whitespaces).lowercased()) { return answer }
      print(
        """
        y  write this hunk
        n  leave it as it is
        a  write this one and all that follow, in all files
        d  leave this one and the rest of the file
        q  leave this one and all that follow, and write what was chosen
        """)
    }
  }
}
