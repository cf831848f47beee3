/// A file's text before and after: what is there now, and what is to be there.
package struct TextReplacement: Sendable {
  /// As the user wrote it; messages say it like this.
  package let path: String
  package let before: [UInt8]
  package let after: [UInt8]

  package init(path: String, before: [UInt8], after: [UInt8]) {
    self.path = path
    self.before = before
    self.after = after
  }
}
