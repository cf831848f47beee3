/// The words a rule may use: what `find` can look for and what `edit` can do.
///
/// Whoever carries the verbs out says which there are, so that a misspelt one is an error when the book is opened.
package struct RuleVocabulary: Sendable {
  package let findKeys: Set<String>
  package let verbs: Set<String>

  package init(findKeys: Set<String>, verbs: Set<String>) {
    self.findKeys = findKeys
    self.verbs = verbs
  }
}
