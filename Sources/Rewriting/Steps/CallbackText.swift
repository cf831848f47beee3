import SourceFacts
import SwiftSyntax

/// Writes down what applying a callback to given expressions looks like.
struct CallbackText {
  /// The application, without `try`.
  let text: String
  let isThrowing: Bool

  init(_ expression: ExprSyntax, applying arguments: [String], _ facts: FlowFacts) {
    let source = expression.sourceText
    if let closure = expression.as(ClosureExprSyntax.self) {
      let only = closure.statements.count == 1 ? closure.statements.first?.item : nil
      let value = only.flatMap { ExprSyntax($0) ?? $0.as(ReturnStmtSyntax.self)?.expression }
      isThrowing = closure.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .keyword(.try) }
      if let value, !isThrowing {
        let names = closure.parameters.isEmpty ? arguments.indices.map { "$\($0)" } : closure.parameters.map { $0.name.identifierText }
        text = Self.substitute(Dictionary(uniqueKeysWithValues: zip(names.filter { $0 != "_" }, arguments)), in: value, facts.file)
      } else {
        text = "(\(source))(\(arguments.joined(separator: ", ")))"
      }
      return
    }
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
