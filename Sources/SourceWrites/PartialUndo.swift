/// A written file's two texts with what lies between them, so that some of it can be taken back.
struct PartialUndo {
  let path: String
  let old: [UInt8]
  let new: [UInt8]
  let parts: [TextPart]

  /// The new text with what one rule changed as it was.
  ///
  /// Throws `SourceWritesError` for a place that the rule changed together with others, and for places that these texts do not have.
  func without(_ rule: String) throws -> TextReplacement {
    var (oldEnd, newEnd) = (0, 0)
    for part in parts {
      guard part.old.lowerBound >= oldEnd, part.new.lowerBound >= newEnd, part.old.upperBound <= old.count,
        part.new.upperBound <= new.count
      else { throw SourceWritesError(.damaged(["\(path): its changes do not lie in its texts"]), at: path) }
      (oldEnd, newEnd) = (part.old.upperBound, part.new.upperBound)
    }
    var text: [UInt8] = []
    var kept: [TextPart] = []
    var position = 0
    for part in parts {
      text += new[position..<part.new.lowerBound]
      position = part.new.upperBound
      let start = text.count
      guard part.rules.contains(rule) else {
        text += new[part.new]
        kept.append(TextPart(old: part.old, new: start..<text.count, rules: part.rules))
        continue
      }
      guard part.rules == [rule] else {
        let line = new[..<part.new.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
        throw SourceWritesError(.sharedPlace(rule: rule, others: part.rules.filter { $0 != rule }, line: line), at: path)
      }
      text += old[part.old]
    }
    return TextReplacement(path: path, before: new, after: text + new[position...], parts: kept)
  }
}
