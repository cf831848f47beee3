import SwiftSyntax

/// The place in a file where a name gets its meaning.
package struct Declaration: Sendable {
  /// What the name is made.
  package enum Kind: Sendable {
    /// A function or method.
    case function(FunctionDeclSyntax)
    /// A variable, constant or property, with what it is set to.
    case variable(VariableDeclSyntax, PatternBindingSyntax)
    /// A parameter of a function, initialiser or subscript.
    case parameter(FunctionParameterSyntax)
    /// What a closure's list of captures takes along by value.
    case capture(ClosureCaptureSyntax)
    /// A closure's parameter, or what a condition, a loop, a case or an accessor gives a name.
    case bound
    /// A type, an alias or a generic parameter.
    case type
    case enumCase
  }

  /// The name where it is declared.
  package let token: TokenSyntax
  package let kind: Kind

  var name: String { token.identifierText }

  /// Whether the name always means the same value once it has one.
  package var isConstant: Bool {
    switch kind {
    case .function, .parameter, .capture, .type, .enumCase: true
    case .variable(let declaration, let binding):
      declaration.bindingSpecifier.tokenKind == .keyword(.let) && binding.accessorBlock == nil
    case .bound: !isMutable
    }
  }

  /// Whether it is a member of a type.
  package var isMember: Bool {
    switch kind {
    case .function(let node): node.parent?.is(MemberBlockItemSyntax.self) == true
    case .variable(let node, _): node.parent?.is(MemberBlockItemSyntax.self) == true
    case .enumCase: true
    case .parameter, .capture, .bound, .type: false
    }
  }

  /// Whether a pattern binds the name with `var`.
  private var isMutable: Bool {
    var node = token.parent
    while let current = node, !current.is(CodeBlockItemSyntax.self), !current.is(ClosureExprSyntax.self) {
      if let binding = current.as(ValueBindingPatternSyntax.self) { return binding.bindingSpecifier.tokenKind == .keyword(.var) }
      if let condition = current.as(OptionalBindingConditionSyntax.self) {
        return condition.bindingSpecifier.tokenKind == .keyword(.var)
      }
      node = current.parent
    }
    return false
  }
}
