import SwiftSyntax
import Synchronization

/// The statements of lists with where they begin and end, found out once a list: a tree is asked for them one after the other.
///
/// A class, so that the copies of a file's facts share them; they say nothing that the tree does not.
final class StatementLists: Sendable {
  /// One statement with the blanks and comments around it.
  struct Entry: Sendable {
    let start, end: Int
    let statement: CodeBlockItemSyntax
  }

  private let known = Mutex<[SyntaxIdentifier: [Entry]]>([:])

  func entries(of list: CodeBlockItemListSyntax) -> [Entry] {
    if let found = known.withLock({ $0[list.id] }) { return found }
    let entries = list.map { Entry(start: $0.position.utf8Offset, end: $0.endPosition.utf8Offset, statement: $0) }
    known.withLock { $0[list.id] = entries }
    return entries
  }
}

extension FlowFacts {
  /// The statements of a list, in order.
  func statements(of list: CodeBlockItemListSyntax) -> [StatementLists.Entry] { lists.entries(of: list) }
}
