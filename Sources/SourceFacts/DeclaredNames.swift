import SwiftSyntax
import Synchronization

/// The declarations in lists of statements and of members by name, found out once a list: a list may have as many names as are asked for.
///
/// A class, so that the copies of a file's facts share them; they say nothing that the tree does not.
final class DeclaredNames: Sendable {
  /// One declaration with the statement or member that makes it.
  struct Entry: Sendable {
    let declaration: Declaration
    let item: SyntaxIdentifier
    let position: AbsolutePosition
  }

  private let known = Mutex<[SyntaxIdentifier: [String: [Entry]]]>([:])
  private let ofTypes = Mutex<[String: [String: [Declaration]]]?>(nil)

  func entries(of name: String, in list: CodeBlockItemListSyntax) -> [Entry] {
    entries(of: name, in: list.id) {
      list.lazy.flatMap { item in
        ScopeNames.declared(by: item).map { Entry(declaration: $0, item: item.id, position: item.position) }
      }
    }
  }

  func entries(of name: String, in list: MemberBlockItemListSyntax) -> [Entry] {
    entries(of: name, in: list.id) {
      list.lazy.flatMap { item in
        ScopeNames.declared(by: item.decl).map { Entry(declaration: $0, item: item.id, position: item.position) }
      }
    }
  }

  private func entries(of name: String, in list: SyntaxIdentifier, made: () -> some Sequence<Entry>) -> [Entry] {
    // Within one call of the lock, so that the table is not copied.
    if let found = known.withLock({ table in table[list].map { $0[name] ?? [] } }) { return found }
    let names = Dictionary(grouping: made()) { $0.declaration.name }
    known.withLock { $0[list] = names }
    return names[name] ?? []
  }

  /// The members of this name that the declarations and extensions of a type give it.
  func members(named name: String, of type: String, in facts: FlowFacts) -> [Declaration] {
    if let found = ofTypes.withLock({ table in table.map { $0[type]?[name] ?? [] } }) { return found }
    var members: [String: [String: [Declaration]]] = [:]
    for type in facts.types {
      for item in type.members.members {
        for declaration in ScopeNames.declared(by: item.decl) {
          members[type.name, default: [:]][declaration.name, default: []].append(declaration)
        }
      }
    }
    ofTypes.withLock { $0 = members }
    return members[type]?[name] ?? []
  }
}
