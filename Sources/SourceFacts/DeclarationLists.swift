import SwiftSyntax
import Synchronization

/// What the statements or members of lists declare, found out once a list: every name of a file is asked of the same ones.
///
/// A class, so that the copies of a file's facts share them; they say nothing that the tree does not.
final class DeclarationLists: Sendable {
  private let known = Mutex<[SyntaxIdentifier: [String: [Declaration]]]>([:])

  /// The declarations of a name among those that `declared` gives for the whole list.
  func declarations(of name: String, in list: some SyntaxProtocol, declared: () -> [Declaration]) -> [Declaration] {
    if let found = known.withLock({ $0[list.id] }) { return found[name] ?? [] }
    let all = Dictionary(grouping: declared()) { $0.token.identifierText }
    known.withLock { $0[list.id] = all }
    return all[name] ?? []
  }
}
