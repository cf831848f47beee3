import SwiftSyntax

/// What a name means at one place of a file.
package enum NameMeaning: Sendable {
  /// What one declaration of the file makes it.
  case declared(Declaration)
  /// One of several functions of this name.
  case overloaded([Declaration])
  /// Nothing that the file declares.
  case elsewhere
  /// Something of the file, but which cannot be seen.
  case unknown

  package var declaration: Declaration? { if case .declared(let found) = self { found } else { nil } }
}

/// The one answer to what a name means, for all rules: the scopes of the file decide, and where a compiler looked it has the last word.
extension FlowFacts {
  /// What an expression that is a name, or a member of a type of the file or of a value of such a type, refers to.
  package func meaning(of expression: ExprSyntax) -> NameMeaning {
    if let reference = expression.as(DeclReferenceExprSyntax.self) {
      return meaning(of: reference.baseName.identifierText, at: Syntax(reference), token: reference.baseName)
    }
    guard let access = expression.as(MemberAccessExprSyntax.self), let owner = owner(of: access) else { return .unknown }
    let name = access.declName.baseName
    return confirmed(Self.meaning(members(named: name.identifierText, of: owner), else: .unknown), token: name)
  }

  /// What a name would mean if it stood at a node.
  package func meaning(of name: String, at node: Syntax, token: TokenSyntax? = nil) -> NameMeaning {
    confirmed(lexicalMeaning(of: name, at: node), token: token)
  }

  /// The function of this file that an expression names.
  package func function(named expression: ExprSyntax) -> FunctionFact? {
    guard case .declared(let declaration) = meaning(of: expression), case .function(let node) = declaration.kind else {
      return nil
    }
    return function(at: node)
  }

  /// The members that declarations of a type in this file give it.
  package func members(named name: String, of type: String) -> [Declaration] {
    declared.members(named: name, of: type, in: self)
  }

  /// The name of the type in whose declaration or extension a node stands.
  package func type(around node: Syntax) -> String? {
    var current = node.parent
    while let scope = current {
      if let members = scope.as(MemberBlockSyntax.self) { return type(ofMembers: members)?.name }
      current = scope.parent
    }
    return nil
  }

  /// The type of this file whose member an expression names.
  private func owner(of access: MemberAccessExprSyntax) -> String? {
    guard let base = access.base else { return nil }
    if let name = base.plainName {
      if name == "self" || name == "Self" { return type(around: Syntax(access)) }
      if case .type? = meaning(of: base).declaration?.kind { return name }
    }
    return ValueTypes(self).type(of: base)
  }

  private func lexicalMeaning(of name: String, at node: Syntax) -> NameMeaning {
    let scope = ScopeNames(name: name, lists: declared)
    var child = node
    while let parent = child.parent {
      var found = scope.declarations(in: parent, for: child)
      if found.isEmpty, parent.is(MemberBlockItemListSyntax.self), let type = type(around: child) {
        found = members(named: name, of: type)
      }
      if !found.isEmpty { return Self.meaning(found, else: .elsewhere) }
      child = parent
    }
    return .elsewhere
  }

  private static func meaning(_ found: [Declaration], else missing: NameMeaning) -> NameMeaning {
    guard let last = found.last else { return missing }
    if found.count == 1 { return .declared(last) }
    if found.allSatisfy({ if case .function = $0.kind { true } else { false } }) { return .overloaded(found) }
    // A later condition may give a name of an earlier one anew.
    return found.allSatisfy { if case .bound = $0.kind { true } else { false } } ? .declared(last) : .unknown
  }

  /// The meaning as far as the compiler bears it out.
  private func confirmed(_ meaning: NameMeaning, token: TokenSyntax?) -> NameMeaning {
    guard let names, let token, let asked = identities(token, names) else { return meaning }
    switch meaning {
    case .declared(let declaration):
      guard let declared = identities(declaration.token, names) else { return meaning }
      return declared.isDisjoint(with: asked) ? .unknown : meaning
    case .overloaded(let all):
      let fitting = all.filter { identities($0.token, names).map { !$0.isDisjoint(with: asked) } == true }
      return fitting.count == 1 ? .declared(fitting[0]) : meaning
    case .elsewhere, .unknown: return meaning
    }
  }

  private func identities(_ token: TokenSyntax, _ names: TypedNames) -> Set<String>? {
    let found = Set(names[token.positionAfterSkippingLeadingTrivia.utf8Offset].compactMap(\.identity))
    return found.isEmpty ? nil : found
  }
}

extension FlowFacts {
  /// Whether one of some statements declares a name for the others.
  package func declares(_ name: String, among statements: CodeBlockItemListSyntax) -> Bool {
    ScopeNames(name: name, lists: declared).isDeclared(among: statements)
  }
}
