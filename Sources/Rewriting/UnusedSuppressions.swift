import RuleBook
import SourceFacts

/// Finds the comments that ignore what is not there.
package struct UnusedSuppressions {
  let book: RuleBook

  package init(book: RuleBook) { self.book = book }

  /// A finding for each id of a comment that no rule has, or that had nothing to ignore.
  ///
  /// `used` are the lines of comments with the ids they kept quiet; ids of hops that were not looked at say nothing.
  package func findings(
    in comments: IgnoreComments, path: String, used: [Int: Set<String>], isLookedAt: (Rule) -> Bool
  ) -> [Finding] {
    comments.comments.flatMap { comment -> [Finding] in
      func finding(_ id: String, _ message: String) -> Finding {
        Finding(
          rule: id, file: path, line: comment.line, column: comment.column, severity: .none, safety: .reportOnly,
          action: .reported,
          message: message)
      }
      guard !comment.rules.isEmpty else {
        return [finding("unknown-suppression", "the comment names no rule; write 'waxwing:ignore rule-id reason'")]
      }
      return comment.rules.compactMap { id in
        if used[comment.line]?.contains(id) == true { return nil }
        guard book.explains(id) else { return finding("unknown-suppression", book.complaint(about: id)) }
        guard book[id].map(isLookedAt) ?? true else { return nil }
        return finding("unused-suppression", "'\(id)' has nothing to say here; take the comment out")
      }
    }
  }
}
