import SourceFacts
import SwiftSyntax

/// An expression that a new closure needs at each of its calls, although it was evaluated once, where it stood.
///
/// What gives the same each time is written into the body. Anything else is evaluated by the closure's list of captures: once, where it
/// stood, and in its turn among the other arguments.
struct OnceValue {
  /// What the body says.
  let text: String
  /// What the list of captures says; nil where nothing has to be kept.
  let capture: [Edit.Piece]?

  /// `name` is what it is called if it has to be kept; the names in `others` are not to be taken.
  /// `isHidden` says that the body gives its names another meaning.
  init(
    _ expression: ExprSyntax, called name: String, avoiding others: [any SyntaxProtocol] = [], isHidden: Bool = false,
    _ facts: FlowFacts
  ) {
    guard isHidden || !facts.isSettled(expression) else {
      (text, capture) = (expression.sourceText, nil)
      return
    }
    if let closure = expression.as(ClosureExprSyntax.self), let items = closure.signature?.capture?.items {
      // What a closure captures itself, the one around it can capture for it.
      text = facts.file.textWithoutCaptures(of: closure)
      capture = [.source(facts.file.place(of: items).range)]
      return
    }
    let name = FreshName.unused(name, in: others)
    self.text = name
    let range = facts.file.place(of: expression).range
    if expression.plainName == name {
      capture = [.text(name)]
    } else if let closure = expression.as(ClosureExprSyntax.self) {
      let mark = closure.signature == nil ? " @Sendable in" : closure.signature?.attributes.isEmpty == false ? "" : " @Sendable"
      let open = facts.file.place(of: closure.leftBrace).range.upperBound
      capture = [.text("\(name) = {\(mark)"), .source(open..<range.upperBound)]
    } else {
      capture = [.text("\(name) = "), .source(range)]
    }
  }

  /// Whether a closure around an expression can capture for it what it captures itself, without hiding a name that others use.
  static func canKeep(_ expression: ExprSyntax, beside others: [any SyntaxProtocol]) -> Bool {
    let items = expression.as(ClosureExprSyntax.self)?.signature?.capture?.items
    return items?.allSatisfy { FreshName.unused($0.name.identifierText, in: others) == $0.name.identifierText } ?? true
  }

  /// Why an expression that has to be kept cannot stand in a list of captures; nil when it can.
  ///
  /// The compiler does not find the names of a closure in there, neither its parameters nor what it declares.
  static func problem(with expression: ExprSyntax, _ facts: FlowFacts) -> String? {
    guard !expression.is(ClosureExprSyntax.self), !facts.isSettled(expression), ClosureNames.areDeclared(in: expression) else { return nil }
    return "what is made here has to be made once, and the closure in it cannot be moved; give what it makes a name before the step"
  }

  /// The list of captures that some values need, with a blank behind it; empty when they need none.
  static func list(_ values: [OnceValue]) -> [Edit.Piece] {
    let captures = values.compactMap(\.capture)
    guard let first = captures.first else { return [] }
    return [.text("[")] + captures.dropFirst().reduce(first) { $0 + [.text(", ")] + $1 } + [.text("] ")]
  }
}

/// Finds closures with names of their own.
private final class ClosureNames: SyntaxVisitor {
  private var isFound = false

  static func areDeclared(in node: some SyntaxProtocol) -> Bool {
    let finder = ClosureNames(viewMode: .sourceAccurate)
    finder.walk(node)
    return finder.isFound
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    isFound = isFound || !node.parameters.isEmpty
    return .visitChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    isFound = true
    return .skipChildren
  }
}

/// Names that nothing around them uses.
enum FreshName {
  /// `wanted`, or with a number behind it where one of some nodes has an identifier of that name.
  static func unused(_ wanted: String, in nodes: [any SyntaxProtocol], and others: Set<String> = []) -> String {
    var taken = others
    for node in nodes { taken.formUnion(node.tokens(viewMode: .sourceAccurate).compactMap { $0.identifier?.name }) }
    var (name, number) = (wanted, 2)
    while taken.contains(name) { (name, number) = ("\(wanted)\(number)", number + 1) }
    return name
  }
}

/// The beginning of a closure, where it says what it captures and takes.
struct ClosureHead {
  let closure: ClosureExprSyntax
  let file: ParsedFile

  /// Edits that put captures before the closure's own, and parameters into a closure that counts them.
  func insert(captures: [Edit.Piece]?, parameters: String? = nil) -> [Edit] {
    let list = captures.map { [.text("[")] + $0 + [.text("]")] } ?? []
    guard let signature = closure.signature else {
      let start = closure.leftBrace.endPositionBeforeTrailingTrivia.utf8Offset
      guard let parameters else { return captures.map { _ in [Edit(start..<start, pieces: [.text(" ")] + list + [.text(" in")])] } ?? [] }
      return [Edit(start..<start, pieces: [.text(" ")] + list + [.text(captures == nil ? "" : " "), .text("\(parameters) in")])]
    }
    var edits: [Edit] = []
    let rest = signature.parameterClause.map { file.place(of: $0).range.lowerBound } ?? file.place(of: signature.inKeyword).range.lowerBound
    if let captures, let first = signature.capture?.items.first {
      let start = file.place(of: first).range.lowerBound
      edits.append(Edit(start..<start, pieces: captures + [.text(", ")]))
    } else if captures != nil {
      edits.append(Edit(rest..<rest, pieces: list + [.text(" ")]))
    }
    if let parameters { edits.append(.insert(parameters + " ", at: rest)) }
    return edits
  }
}

extension FlowFacts {
  /// Whether an expression means the same as the first statement of a body as where it stands.
  ///
  /// What the body's closure calls differently afterwards does not count.
  func isMovable(_ expression: ExprSyntax, into statements: CodeBlockItemListSyntax, except renamed: Set<String> = []) -> Bool {
    guard let first = statements.first else { return false }
    return FreeNames.references(in: expression).allSatisfy { reference in
      let name = reference.baseName.identifierText
      if renamed.contains(name) { return true }
      if name == "self" || name == "Self" { return type(around: Syntax(reference)) == type(around: Syntax(first)) && reference.hasSameSelf(as: first) }
      guard !declares(name, among: statements) else { return false }
      switch (meaning(of: name, at: Syntax(reference)), meaning(of: name, at: Syntax(first))) {
      case (.declared(let one), .declared(let other)): return one.token.id == other.token.id && (!one.isMember || reference.hasSameSelf(as: first))
      case (.elsewhere, .elsewhere): return true
      case (.overloaded(let one), .overloaded(let other)): return one.map(\.token.id) == other.map(\.token.id)
      default: return false
      }
    }
  }
}

extension SyntaxProtocol {
  /// Whether `self` is the same here and there: both stand in one function, or in none.
  fileprivate func hasSameSelf(as other: some SyntaxProtocol) -> Bool {
    ancestor(MemberBlockItemSyntax.self)?.id == other.ancestor(MemberBlockItemSyntax.self)?.id
  }
}

extension ParsedFile {
  /// A closure's text without what it captures.
  func textWithoutCaptures(of closure: ClosureExprSyntax, onLineIndentedBy indent: String? = nil) -> String {
    let whole = indent.map { text(of: closure, onLineIndentedBy: $0) } ?? closure.sourceText
    guard let signature = closure.signature, let capture = signature.capture else { return whole }
    let isAll = signature.parameterClause == nil && signature.returnClause == nil && signature.effectSpecifiers == nil && signature.attributes.isEmpty
    return whole.replacing(isAll ? signature.sourceText : capture.sourceText + " ", with: "", maxReplacements: 1)
  }
}
