import SwiftSyntax

extension SyntaxProtocol {
  /// The node's text without the blanks and comments around it.
  ///
  /// `trimmedDescription` gives the same, but makes two trees for it, which took a fifth of a migration's time.
  package var sourceText: String {
    let bytes = syntaxTextBytes
    return String(decoding: bytes[leadingTriviaLength.utf8Length..<bytes.count - trailingTriviaLength.utf8Length], as: UTF8.self)
  }
}

extension ExprSyntax {
  /// The name that the expression consists of, without back-ticks; nil for anything longer.
  package var plainName: String? { self.as(DeclReferenceExprSyntax.self)?.baseName.identifierText }
}
