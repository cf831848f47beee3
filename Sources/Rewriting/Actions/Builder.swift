import SourceFacts
import SwiftSyntax

/// What a `builder:` argument makes.
struct Builder {
  /// An expression that makes a state, on a line with a given indentation.
  typealias Text = (_ indent: String) -> String

  let expression: ExprSyntax
  let text: Text
  /// `try ` where making a state may throw; it stands before `??`.
  let attempt: String
  /// Whether making a state does nothing else.
  let isPure: Bool

  init(_ expression: ExprSyntax, _ facts: FlowFacts) {
    self.expression = expression
    let file = facts.file
    attempt = facts.canThrow(expression) ? "try " : ""
    guard let closure = expression.as(ClosureExprSyntax.self) else {
      text = { _ in expression.sourceText + "()" }
      isPure = facts.function(named: expression)?.body?.statements.onlyValue.map(facts.isPure) ?? false
      return
    }
    let isBare = closure.signature.map { $0.capture != nil && $0.parameterClause == nil && $0.returnClause == nil && $0.effectSpecifiers == nil && $0.attributes.isEmpty } ?? true
    guard isBare, let value = closure.statements.onlyValue, !value.isBranch, let inside = file.textWithComments(of: value, in: closure) else {
      text = { file.textWithoutCaptures(of: closure, onLineIndentedBy: $0) + "()" }
      isPure = closure.signature?.capture == nil && closure.statements.onlyValue.map(facts.isPure) == true
      return
    }
    isPure = closure.signature == nil && facts.isPure(value)
    let bare = value.as(TryExprSyntax.self)?.expression ?? value
    let isCompound = bare.is(SequenceExprSyntax.self) || bare.is(TernaryExprSyntax.self)
    text = { indent in
      let plain = inside ?? file.text(of: bare, onLineIndentedBy: indent)
      return isCompound ? "(\(plain))" : plain
    }
  }

  /// The text for the beginning of a body, if it means there what it means where it stands.
  func inlined(into statements: CodeBlockItemListSyntax, _ facts: FlowFacts) -> Text? {
    facts.isSettled(expression) && facts.isMovable(expression, into: statements) ? text : nil
  }

  /// The text for the beginning of a closure's body, and what the closure has to capture for it.
  ///
  /// `renamed` are the closure's parameters that get other names.
  func placed(in closure: ClosureExprSyntax, hiding renamed: [String: String] = [:], _ facts: FlowFacts) -> (text: Text, capture: [Edit.Piece]?) {
    let isHidden = !facts.isMovable(expression, into: closure.statements, except: Set(renamed.keys))
    if facts.isSettled(expression), !isHidden { return (text, nil) }
    let kept = OnceValue(expression, called: "builder", avoiding: [closure], isHidden: isHidden, facts)
    return (hasOwnCaptures ? text : { _ in kept.text + "()" }, kept.capture)
  }

  /// Whether the state it makes may be `nil` itself, which in the new era means that there is none.
  func mayMakeNil(_ facts: FlowFacts) -> Bool {
    if let type = ValueTypes(facts).callback(expression).result { return TypeText.isOptional(type) }
    guard let closure = expression.as(ClosureExprSyntax.self), let value = closure.statements.onlyValue else { return false }
    let words = value.tokens(viewMode: .sourceAccurate).map(\.text)
    return words == ["nil"] || words.first == "Optional" || zip(words, words.dropFirst()).contains { $0 == "?" && $1 == "." }
  }

  /// Whether it is a closure that captures something by value.
  var hasOwnCaptures: Bool { expression.as(ClosureExprSyntax.self)?.signature?.capture != nil }

  /// The builder as a closure of its own has to keep it; nil where its text can be repeated.
  func once(avoiding others: [any SyntaxProtocol], _ facts: FlowFacts) -> OnceValue? {
    facts.isSettled(expression) ? nil : OnceValue(expression, called: "builder", avoiding: others, facts)
  }
}

extension ExprSyntax {
  /// Whether it is an `if` or a `switch`, which cannot be part of an expression.
  var isBranch: Bool { self.is(IfExprSyntax.self) || self.is(SwitchExprSyntax.self) }
}

/// Types as texts.
enum TypeText {
  static func isOptional(_ type: String) -> Bool { type.hasSuffix("?") || type.hasPrefix("Optional<") }

  /// The optional of a type.
  static func optional(_ type: String) -> String {
    ["any ", "some ", "@"].contains { type.hasPrefix($0) } || type.contains("->") || type.contains(" & ") ? "(\(type))?" : type + "?"
  }
}

extension ParsedFile {
  /// Edits that make a written type optional.
  func optional(_ type: TypeSyntax) -> [Edit] {
    let (text, range) = (type.sourceText, place(of: type).range)
    let isWrapped = TypeText.optional(text).hasPrefix("(\(text)")
    return (isWrapped ? [.insert("(", at: range.lowerBound)] : []) + [.insert(isWrapped ? ")?" : "?", at: range.upperBound)]
  }

  /// The only value of a closure with the comments beside it, when there are any and all can stand in a line; nil in a value that is nil
  /// when there are none; nil when they cannot.
  fileprivate func textWithComments(of value: ExprSyntax, in closure: ClosureExprSyntax) -> String?? {
    let start = closure.signature?.endPositionBeforeTrailingTrivia.utf8Offset ?? closure.leftBrace.endPositionBeforeTrailingTrivia.utf8Offset
    let inside = text(start..<closure.rightBrace.positionAfterSkippingLeadingTrivia.utf8Offset)
    let trimmed = inside.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    let own = value.sourceText
    guard String(trimmed) != own, String(trimmed) != "return \(own)" else { return .some(nil) }
    let isLine = !inside.contains("\n") && !inside.contains("//") && !value.is(TryExprSyntax.self) && !inside.contains("return") && !inside.contains(";")
    return isLine ? .some(String(trimmed)) : nil
  }
}

extension FlowFacts {
  /// Whether calling what an expression names or makes may throw, as far as it is seen; what is not seen may.
  func canThrow(_ expression: ExprSyntax) -> Bool {
    if let closure = expression.as(ClosureExprSyntax.self) {
      return closure.tokens(viewMode: .sourceAccurate).contains { [.keyword(.try), .keyword(.throw)].contains($0.tokenKind) }
    }
    if let function = function(named: expression) { return function.isThrowing }
    if let call = expression.as(FunctionCallExprSyntax.self), let type = function(named: call.calledExpression)?.returnType {
      return type.contains("throws") || !type.contains("->")
    }
    if case .variable(_, let binding)? = meaning(of: expression).declaration?.kind, let closure = binding.initializer?.value, closure.is(ClosureExprSyntax.self) {
      return canThrow(closure)
    }
    return !isSettled(expression) || expression.is(DeclReferenceExprSyntax.self)
  }
}
