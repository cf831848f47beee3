import SwiftParserDiagnostics
import SwiftSyntax

/// The first place of a tree that is not Swift, in words.
///
/// Only the innermost statement around it is asked what is wrong with it: for a whole file the parser's explanations take time
/// with the square of the mistakes, and for letters that belong nowhere they trap.
struct SyntaxProblem {
  let offset: Int
  let message: String

  init(in tree: SourceFileSyntax) {
    var scope = Syntax(tree)
    var node = Syntax(tree)
    while let inner = node.children(viewMode: .all).first(where: \.hasError) {
      node = inner
      if Self.isStatement(node) || !Self.isStatement(scope) { scope = node }
    }
    if let letter = Self.strayLetter(in: scope) {
      (offset, message) = letter
    } else if Self.isSmall(scope),
      let first = ParseDiagnosticsGenerator.diagnostics(for: scope).first(where: { $0.diagMessage.severity == .error })
    {
      (offset, message) = (first.position.utf8Offset, first.message)
    } else {
      offset = node.positionAfterSkippingLeadingTrivia.utf8Offset
      message = Self.words(for: node)
    }
  }

  private static func isStatement(_ node: Syntax) -> Bool { node.is(CodeBlockItemSyntax.self) || node.is(MemberBlockItemSyntax.self) }

  /// The first letter that is neither code nor comment, such as a byte order mark where files were pasted together.
  private static func strayLetter(in node: Syntax) -> (Int, String)? {
    for token in node.tokens(viewMode: .sourceAccurate) {
      for (trivia, start) in [(token.leadingTrivia, token.position), (token.trailingTrivia, token.endPositionBeforeTrailingTrivia)] {
        var offset = start.utf8Offset
        for piece in trivia {
          if case .unexpectedText(let text) = piece { return (offset, "unexpected \(name(of: text))") }
          offset += piece.sourceLength.utf8Length
        }
      }
    }
    return nil
  }

  private static func name(of text: String) -> String {
    guard let scalar = text.unicodeScalars.first else { return "text" }
    let code = String(scalar.value, radix: 16, uppercase: true)
    return "letter U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)\(scalar.value == 0xFEFF ? ", a byte order mark" : "")"
  }

  /// Whether there are few enough mistakes to have them explained.
  private static func isSmall(_ node: Syntax) -> Bool {
    var mistakes = 0
    var open = [node]
    while let next = open.popLast(), mistakes <= 50 {
      if next.is(TokenSyntax.self) || next.is(UnexpectedNodesSyntax.self) { mistakes += 1 }
      if !next.is(UnexpectedNodesSyntax.self) { open += next.children(viewMode: .all).filter(\.hasError) }
    }
    return mistakes <= 50 && node.totalLength.utf8Length < 20_000
  }

  private static func words(for node: Syntax) -> String {
    guard let token = node.as(TokenSyntax.self) else { return "unexpected code '\(node.sourceText.prefix(20))'" }
    guard token.presence == .missing else { return "unexpected '\(token.text.prefix(20))'" }
    return token.text.isEmpty ? "something is missing" : "expected '\(token.text)'"
  }
}
