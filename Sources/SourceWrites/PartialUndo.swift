/// A written file's two texts with what lies between them, so that some of it can be taken back.
struct PartialUndo {
  let path: String
  let old: [UInt8]
  let new: [UInt8]
  let parts: [TextPart]

  /// The new text with what one rule changed as it was.
  ///
  /// Throws `SourceWritesError` for a place that the rule changed together with others.
  func without(_ rule: String) throws -> TextReplacement {
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
