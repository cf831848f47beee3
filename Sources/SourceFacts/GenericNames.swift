import SwiftSyntax

/// Types that are written with the names of generic parameters mean nothing outside of what declares these.
extension FunctionFact {
  /// The names of the function's own generic parameters.
  package var genericNames: Set<String> {
    let clause =
      syntax.as(FunctionDeclSyntax.self)?.genericParameterClause ?? syntax.as(InitializerDeclSyntax.self)?.genericParameterClause
    return Set(clause?.parameters.map(\.name.identifierText) ?? [])
  }

  /// A type of the function's signature as it is known outside; nil for one that each call decides.
  func outside(_ type: String) -> String? { TypeNames.contains(genericNames, in: type) ? nil : type }
}

/// The names that a written type is made of.
package enum TypeNames {
  /// Whether a type has one of some names in it.
  package static func contains(_ names: Set<String>, in type: String) -> Bool {
    !names.isEmpty && type.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { names.contains(String($0)) }
  }
}
