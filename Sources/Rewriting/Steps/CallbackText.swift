import SourceFacts
import SwiftSyntax

/// Writes down what applying a callback to given expressions looks like.
struct CallbackText {
  /// The application, without `try`.
  let text: String
  let isThrowing: Bool
  /// The closure that `text` calls by its name, because it has more to say than one value.
  let closure: ClosureExprSyntax?

  /// A closure without a name is written down where it is applied.
  init(_ expression: ExprSyntax, called name: String? = nil, applying arguments: [String], _ facts: FlowFacts) {
    let source = expression.sourceText
    if let closure = expression.as(ClosureExprSyntax.self) {
      let only = closure.statements.count == 1 ? closure.statements.first?.item : nil
      let value = only.flatMap { ExprSyntax($0) ?? $0.as(ReturnStmtSyntax.self)?.expression }
      isThrowing = closure.tokens(viewMode: .sourceAccurate).contains { [.keyword(.try), .keyword(.throw)].contains($0.tokenKind) }
      if let value, !isThrowing {
        let names = closure.parameters.isEmpty ? arguments.indices.map { "$\($0)" } : closure.parameters.map { $0.name.identifierText }
        let applied = Self.substitute(Dictionary(uniqueKeysWithValues: zip(names.filter { $0 != "_" }, arguments)), in: value, facts.file)
        text = value.isChoice ? "(\(applied))" : applied
        self.closure = nil
      } else {
        text = "\(name ?? "(\(source))")(\(arguments.joined(separator: ", ")))"
        self.closure = closure
      }
      return
    }
    closure = nil
    isThrowing = facts.function(named: String(source.prefix { $0 != "(" }))?.isThrowing ?? false
    if let path = expression.as(KeyPathExprSyntax.self), let first = arguments.first {
      text = first + path.components.sourceText
    } else if arguments.count == 2, source.allSatisfy({ "+-*/%&|^<>=!".contains($0) }) {
      text = "\(arguments[0]) \(source) \(arguments[1])"
    } else {
      text = "\(source)(\(arguments.joined(separator: ", ")))"
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
