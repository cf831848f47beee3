import SwiftSyntax

/// A word of an era that is not known, where it stands.
package struct OtherEraWord: Sendable, Equatable {
  /// As it is written: `EventClock`, `.down`, `emitMode:`.
  package let text: String
  package let span: OtherEras.Span
  package let place: Place
  /// Whether it compiles in known eras too, where it means nothing, so that a compiler's word proves nothing.
  package var isUnheard = false
}

extension FlowFacts {
  /// The words of eras that are not known, from top to bottom.
  package var otherEraWords: [OtherEraWord] {
    let modules = imports.compactMap { fact in
      OtherEras.span(ofModule: fact.module).map { OtherEraWord(text: fact.module, span: $0, place: fact.modulePlace) }
    }
    guard isFlowFile || !modules.isEmpty else { return [] }
    guard !identifiers.isDisjoint(with: OtherEras.names) else { return modules }
    let finder = OtherEraNames(self)
    finder.walk(file.tree)
    var seen: Set<Place> = []
    return (modules + finder.found + calls.flatMap(words) + methodWords + testingItemWords).filter {
      seen.insert($0.place).inserted
    }
    .sorted { $0.place < $1.place }
  }

  /// The methods that only a later era calls.
  private var methodWords: [OtherEraWord] {
    OtherEras.words.flatMap { word -> [OtherEraWord] in
      guard case .method(let owner, let count) = word.role, !declaredTypes.contains(owner) else { return [] }
      return methods(named: word.name, of: [owner]).filter { method in
        // What is asked gives something, what is told has no label.
        method.parameters.count == count && method.parameters.allSatisfy { $0.label == nil }
          && (count > 0 || method.returnType ?? "Void" != "Void")
      }.map {
        OtherEraWord(text: "\(word.name)(\(count > 0 ? "_:" : ""))", span: word.span, place: $0.namePlace, isUnheard: true)
      }
    }
  }

  /// Elements of a source for tests in a list of its own: known by the elements beside them.
  private var testingItemWords: [OtherEraWord] {
    guard !calls(named: "TestingSource").isEmpty else { return [] }
    return OtherEras.words.filter { $0.role == .testingItem }.flatMap { word in
      calls(named: word.name).filter { call in
        guard let member = call.syntax.calledExpression.as(MemberAccessExprSyntax.self), member.base == nil,
          let list = call.syntax.parent?.parent?.as(ArrayElementListSyntax.self)
        else { return false }
        return list.contains { $0.expression.as(FunctionCallExprSyntax.self)?.calledExpression.sourceText == ".item" }
      }.map { OtherEraWord(text: ".\(word.name)", span: word.span, place: $0.namePlace) }
    }
  }

  /// The words of a call: its name, its labels.
  private func words(of call: CallFact) -> [OtherEraWord] {
    guard call.verdict != .foreign else { return [] }
    var found: [OtherEraWord] = []
    func add(_ word: OtherEras.Word, _ text: String, _ place: Place) {
      found.append(OtherEraWord(text: text, span: word.span, place: place))
    }
    for word in OtherEras.words {
      switch (word.role, call.receiver) {
      case (.step(let hasArguments), .dataflow)
      where word.name == call.name && hasArguments ?? !call.arguments.isEmpty == !call.arguments.isEmpty:
        add(word, word.name, call.namePlace)
      case (.operator, .namespace(let space)) where word.name == call.name: add(word, "\(space).\(word.name)", call.namePlace)
      case (.operator, .stream) where word.name == call.name && word.name != "window": add(word, word.name, call.namePlace)
      case (.function, .none) where word.name == call.name && !isDeclared(call): add(word, word.name, call.namePlace)
      case (.label(call.name), .none) where !isDeclared(call), (.label(call.name), .namespace), (.label(call.name), .stream):
        if let argument = call.argument(labelled: word.name) { add(word, "\(word.name):", argument.labelPlace ?? argument.place) }
      case (.testingItem, .none) where call.syntax.calledExpression.sourceText.prefix { $0 != "<" } == "TestingSource":
        for item in implicitCalls(named: word.name, in: call) { add(word, ".\(word.name)", item) }
      default: break
      }
    }
    if call.name == "run", call.receiver == .none, !isDeclared(call), let flow = call.arguments.first?.expression.plainName,
      call.arguments.count > 1, index.flowNames.contains(flow)
    {
      found.append(OtherEraWord(text: "run", span: .v0_10, place: call.namePlace))
    }
    return found
  }

  /// Whether the file declares what a plain call calls.
  private func isDeclared(_ call: CallFact) -> Bool {
    call.isOwn || declaredTypes.contains(call.name) || !functions(named: call.name).isEmpty
  }

  /// Where `.name(…)` stands without anything before the dot among a call's arguments.
  private func implicitCalls(named name: String, in call: CallFact) -> [Place] {
    call.syntax.arguments.tokens(viewMode: .sourceAccurate).compactMap { token in
      guard token.text == name, let member = token.parent?.parent?.as(MemberAccessExprSyntax.self), member.base == nil else {
        return nil
      }
      return file.place(of: token)
    }
  }
}

/// Finds types of other eras, and what is read of a window step's result.
private final class OtherEraNames: SyntaxVisitor {
  private let facts: FlowFacts
  private let types: [String: OtherEras.Span]
  private let members: [String: OtherEras.Span]
  private(set) var found: [OtherEraWord] = []

  init(_ facts: FlowFacts) {
    self.facts = facts
    func table(_ role: OtherEras.Role) -> [String: OtherEras.Span] {
      Dictionary(OtherEras.words.filter { $0.role == role }.map { ($0.name, $0.span) }) { first, _ in first }
    }
    (types, members) = (table(.type), table(.windowMember))
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    add(type: node.name)
    return .visitChildren
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    if !isMember { add(type: node.baseName) }
    return .visitChildren
  }

  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    let name = node.declName.baseName.identifierText
    if let span = members[name], let base = node.base, isWindowStep(base) {
      found.append(OtherEraWord(text: ".\(name)", span: span, place: facts.file.place(of: node.declName)))
    }
    return .visitChildren
  }

  private func add(type token: TokenSyntax) {
    let name = token.identifierText
    guard let span = types[name], !facts.declaredTypes.contains(name), facts.functions(named: name).isEmpty,
      facts.variables(named: name).isEmpty
    else { return }
    found.append(OtherEraWord(text: name, span: span, place: facts.file.place(of: token)))
  }

  /// Whether an expression is a call of a window operator, or a variable that was made by one.
  private func isWindowStep(_ base: ExprSyntax) -> Bool {
    if let call = base.as(FunctionCallExprSyntax.self) {
      return call.calledExpression.as(MemberAccessExprSyntax.self)?.base?.plainName == "wop"
    }
    guard base.plainName != nil, let made = facts.values(of: base) else { return false }
    return made.contains { $0.plainName == nil && isWindowStep($0) }
  }
}

extension OtherEraWord {
  /// The words that decide: one of a newer era is enough, because what an older one had may be there still.
  package static func telling(_ words: [OtherEraWord]) -> [OtherEraWord] {
    let isNewer = words.contains { $0.span.isNewer }
    return words.filter { $0.span.isNewer == isNewer }
  }

  /// What words of one unknown era say together.
  package static func sentence(_ all: [OtherEraWord]) -> String {
    let words = telling(all)
    var seen: Set<String> = []
    let told = words.filter { seen.insert($0.text).inserted }
    // Each word's eras are possible; those that all allow are the file's.
    let spans = Set(told.map(\.span))
    let narrowest = spans.first { span in spans.allSatisfy { span.isWithin($0) } }
    let eras = narrowest?.rawValue ?? spans.map(\.rawValue).sorted().joined(separator: " and ")
    let known =
      told.contains { $0.span.isNewer }
      ? "newer than Waxwing knows, which ends with \(Era.newest.rawValue)"
      : "older than Waxwing knows, which begins with \(Era.oldest.rawValue)"
    let list = told.enumerated().map { index, word in "'\(word.text)'\(index == 0 ? "" : " (line \(word.place.line))")" }
    return "\(list.joined(separator: ", ")) \(told.count == 1 ? "is" : "are") of \(eras), \(known)"
  }
}
