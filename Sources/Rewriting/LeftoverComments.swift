import SourceFacts

/// Puts a comment above each place that a person has to rewrite, once.
struct LeftoverComments {
  let file: ParsedFile

  /// The comments still missing above what was left.
  func edits(for leftovers: [(rule: String, message: String, place: Place)]) -> [Edit] {
    var marked: Set<String> = []
    return leftovers.compactMap { leftover in
      let mark = "TODO(waxwing: \(leftover.rule))"
      let start = file.startOfLine(leftover.place.range.lowerBound)
      guard marked.insert("\(mark)@\(start)").inserted, !lineBefore(start).contains(mark) else { return nil }
      let first = file.bytes[start...].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? start
      let line = "\(file.text(start..<first))// \(mark): \(leftover.message)\(file.newline)"
      return Edit(start..<start, pieces: [.text(line)], rule: leftover.rule)
    }
  }

  private func lineBefore(_ start: Int) -> String {
    guard start > 0 else { return "" }
    return file.text(file.startOfLine(start - 1)..<start)
  }
}
