import Rewriting

/// Changes that stand on the same or neighbouring lines, and are wanted or not together.
package struct EditHunk: Sendable {
  package let edits: [TextEdit]

  /// The rules in whose names the changes are made.
  package var rules: [String] { Set(edits.flatMap(\.rules)).sorted() }

  /// The hunks of a file, from top to bottom.
  package static func all(of outcome: FileOutcome) -> [EditHunk] {
    var hunks: [[TextEdit]] = []
    var end = -1
    for edit in outcome.textEdits {
      let gap = end < 0 ? 2 : outcome.before[min(end, edit.range.lowerBound)..<edit.range.lowerBound].count { $0 == UInt8(ascii: "\n") }
      if gap <= 1, !hunks.isEmpty { hunks[hunks.count - 1].append(edit) } else { hunks.append([edit]) }
      end = edit.range.upperBound
    }
    return hunks.map(EditHunk.init)
  }
}
