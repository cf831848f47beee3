import SwiftSyntax

/// A parameter of a function, method or initialiser.
package struct ParameterFact: Sendable {
  package let syntax: FunctionParameterSyntax
  /// What callers write; nil for `_`.
  package let label: String?
  /// What the body reads.
  package let name: String
  package let type: String
  /// Without the comma behind it.
  package let place: Place
  package let typePlace: Place
}

/// A function, method or initialiser declared in the file.
package struct FunctionFact: Sendable {
  package let index: Int
  package let name: String
  package let syntax: DeclSyntax
  package let parameters: [ParameterFact]
  /// As written; nil for no result.
  package let returnType: String?
  package let returnTypePlace: Place?
  package let isThrowing: Bool
  package let body: CodeBlockSyntax?
  package let place: Place
  package let namePlace: Place
  /// Index of the type whose member it is.
  package let type: Int?
  /// Index of the function around it.
  package let function: Int?
  /// How sure we are of what its type conforms to.
  package let evidence: Evidence

  /// Whether it is where its type's behaviour begins: not a requirement of a protocol, and not what a subclass puts in its place.
  package var isOriginal: Bool {
    body != nil && syntax.asProtocol((any WithModifiersSyntax).self)?.modifiers.contains { $0.name.tokenKind == .keyword(.override) } != true
  }

  /// The parameter with this name or label.
  package func parameter(named name: String) -> ParameterFact? { parameters.first { $0.name == name || $0.label == name } }
}

/// A class, struct, enum, actor, protocol or extension declared in the file.
package struct TypeFact: Sendable {
  package let index: Int
  package let name: String
  package let isExtension: Bool
  /// What it inherits or conforms to, without what a compiler knows to be neither Bytewax's nor this file's.
  package let inherited: [String]
  package let evidence: Evidence
  package let members: MemberBlockSyntax
  package let place: Place
  /// Indices in `FlowFacts.functions`.
  package internal(set) var methods: [Int] = []

  package var isProtocol: Bool { members.parent?.is(ProtocolDeclSyntax.self) == true }
}

/// A variable or constant with what it is set to where it is declared.
package struct VariableFact: Sendable {
  package let name: String
  package let type: String?
  package let initializer: ExprSyntax?
  package let place: Place
  package let function: Int?
}

/// A Bytewax type's name where it is used.
package struct TypeUse: Sendable {
  /// `inheritance` is any place where only a protocol or a superclass can stand.
  package enum Role: Sendable { case inheritance, type, expression }
  package let name: String
  package let place: Place
  package let role: Role
  package let evidence: Evidence
}

/// An `import` statement.
package struct ImportFact: Sendable {
  package let module: String
  /// The whole statement.
  package let place: Place
  package let modulePlace: Place
}

/// A string literal without interpolation.
package struct StringFact: Sendable {
  package let value: String
  /// The text between the quotes.
  package let place: Place
}
