import SourceFacts
import SwiftSyntax

/// Writes down what applying a callback to given expressions looks like.
struct CallbackText {
  /// The application, without `try`.
  let text: String
  let isThrowing: Bool
  /// The closure that `text` calls by its name, because it has more to say than one value.
  let closure: ClosureExprSyntax?
  /// What the closure around has to capture, because the callback was made once.
  let once: OnceValue?

  /// A closure without a name is written down where it is applied; `arguments` are names that stand nowhere in it.
  init(_ expression: ExprSyntax, called name: String? = nil, applying arguments: [String], _ facts: FlowFacts) {
    let source = expression.sourceText
    let list = arguments.joined(separator: ", ")
    if let closure = expression.as(ClosureExprSyntax.self) {
      let source = facts.file.textWithoutCaptures(of: closure)
      once = closure.signature?.capture == nil ? nil : OnceValue(expression, called: "", facts)
      isThrowing = facts.canThrow(expression)
      let names = closure.parameters.isEmpty ? arguments.indices.map { "$\($0)" } : closure.parameters.map { $0.name.identifierText }
      if let value = closure.statements.onlyValue, !isThrowing, !value.isBranch, Self.canSubstitute(names, in: value, facts.file) {
        let applied = Self.substitute(Dictionary(zip(names, arguments).filter { $0.0 != "_" }) { first, _ in first }, in: value, facts.file)
        text = value.isChoice ? "(\(applied))" : applied
        self.closure = nil
      } else {
        text = "\(name ?? "(\(source))")(\(list))"
        self.closure = closure
      }
      return
    }
    closure = nil
    if let path = expression.as(KeyPathExprSyntax.self), let first = arguments.first, facts.isSettled(expression) {
      (text, isThrowing, once) = (first + path.components.sourceText, false, nil)
    } else if arguments.count == 2, source.allSatisfy({ "+-*/%&|^<>=!".contains($0) }) {
      (text, isThrowing, once) = ("\(arguments[0]) \(source) \(arguments[1])", false, nil)
    } else {
      let kept = OnceValue(expression, called: name ?? "callback", facts)
      once = kept.capture == nil ? nil : kept
      isThrowing = facts.function(named: expression)?.isThrowing ?? (kept.capture != nil && facts.canThrow(expression))
      text = "\(kept.text)(\(list))"
    }
  }

  /// Whether every read of the parameters can become another expression: `if let name` also declares what it reads.
  private static func canSubstitute(_ names: [String], in node: ExprSyntax, _ file: ParsedFile) -> Bool {
    names.allSatisfy { name in
      NameReads.places(of: name, in: node, file: file).allSatisfy { place in
        file.tree.token(at: AbsolutePosition(utf8Offset: place.range.lowerBound))?.parent?.is(DeclReferenceExprSyntax.self) == true
      }
    }
  }

  private static func substitute(_ values: [String: String], in node: ExprSyntax, _ file: ParsedFile) -> String {
    let range = file.place(of: node).range
    let edits = values.flatMap { name, value in
      NameReads.places(of: name, in: node, file: file).map { ($0.range, value) }
    }.sorted { $0.0.lowerBound < $1.0.lowerBound }
    var text = ""
    var position = range.lowerBound
    for (place, value) in edits {
      text += file.text(position..<place.lowerBound) + value
      position = place.upperBound
    }
    return text + file.text(position..<range.upperBound)
  }
}

extension ExprSyntax {
  /// Whether the expression is a choice between two, which binds weaker than what is written around it.
  fileprivate var isChoice: Bool {
    self.is(TernaryExprSyntax.self) || self.as(SequenceExprSyntax.self)?.elements.contains { $0.is(UnresolvedTernaryExprSyntax.self) } == true
  }
}

extension ParsedFile {
  /// A node's text as it stands on a line indented by `indent`.
  func text(of node: some SyntaxProtocol, onLineIndentedBy indent: String) -> String {
    let range = place(of: node).range
    let old = indentation(at: range.lowerBound)
    let lines = text(range).split(separator: "\n", omittingEmptySubsequences: false)
    let moved = lines.dropFirst().map { $0.hasPrefix(old) && !$0.allSatisfy(\.isWhitespace) ? indent + $0.dropFirst(old.count) : String($0) }
    return ([lines.first.map(String.init) ?? ""] + moved).joined(separator: "\n")
  }
}
