/// A file's text before and after: what is there now, and what is to be there.
package struct TextReplacement: Sendable {
  /// As the user wrote it; messages say it like this.
  package let path: String
  package let before: [UInt8]
  package let after: [UInt8]
  /// What leads from one to the other, in order; empty when nobody knows.
  package let parts: [TextPart]

  package init(path: String, before: [UInt8], after: [UInt8], parts: [TextPart] = []) {
    self.path = path
    self.before = before
    self.after = after
    self.parts = parts
  }
}

/// One change in a file's text, and in whose names it was made.
package struct TextPart: Codable, Sendable, Equatable {
  /// The bytes of the old text that went.
  package let old: Range<Int>
  /// The bytes of the new text that came.
  package let new: Range<Int>
  package let rules: [String]

  package init(old: Range<Int>, new: Range<Int>, rules: [String]) {
    self.old = old
    self.new = new
    self.rules = rules
  }
}
