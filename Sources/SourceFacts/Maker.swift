import SwiftSyntax

extension FlowFacts {
  /// What makes an argument's value: the name with which it, or what it names, was made, and the text that the call begins with.
  package func maker(of argument: ArgumentFact) -> (name: String, firstText: String?) {
    let values = values(of: argument.expression) ?? []
    let made = values.count == 1 ? values[0] : argument.expression
    let name = String(made.sourceText.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    let first = made.as(FunctionCallExprSyntax.self)?.arguments.first?.expression.as(StringLiteralExprSyntax.self)
    return (name, first?.representedLiteralValue)
  }
}
