import SwiftSyntax
import Testing

@testable import SourceFacts

/// Names of one text that mean different things where they stand. `/*d…*/` stands before a declaration, `/*u…*/` before a name that means
/// it; `/*u-*/` before one that the file does not declare, `/*u?*/` before one that cannot be decided.
@Suite("What names mean")
struct NameMeaningTests {
  @Test(arguments: [
    // Scopes and what hides what.
    "let /*d1*/a = 1\nfunc f() { _ = /*u1*/a }",
    "let a = 1\nfunc f(/*d1*/a: Int) { _ = /*u1*/a }",
    "let a = 1\nfunc f(b /*d1*/a: Int) { let c = { _ = /*u1*/a } }",
    "let a = 1\nlet f = { (/*d1*/a: Int) in /*u1*/a }",
    "let a = 1\nlet f = { /*d1*/a in [1].map { b in /*u1*/a + b } }",
    "let /*d1*/a = 1\nlet f = { b in /*u1*/a }\nlet g = { a in a }",
    "let /*d1*/a = 1\nfunc f() {\n  _ = /*u1*/a\n  let /*d2*/a = 2\n  _ = /*u2*/a\n}",
    "func f(/*d1*/a: Int) { let /*d2*/b = /*u1*/a; let a = 3; _ = (/*u2*/b, a) }",
    "func f(/*d1*/a: Int?) { if let /*d2*/a = /*u1*/a { _ = /*u2*/a } else { _ = /*u1*/a } }",
    "func f(/*d1*/a: Int?) { guard let /*d2*/b = /*u1*/a else { return }; _ = /*u2*/b }",
    "let a = 1\nfor /*d1*/a in [1] where /*u1*/a > 0 { _ = /*u1*/a }",
    "let /*d1*/a = [1]\nfor a in /*u1*/a { _ = a }",
    "switch x { case let /*d1*/a where /*u1*/a > 0: _ = /*u1*/a\ndefault: break }",
    "do { try f() } catch { _ = error }\nlet /*d1*/error = 1\n_ = /*u1*/error",
    "let f = { [/*d1*/a = b] in /*u1*/a }\nlet a = 1",
    "struct S { let /*d1*/a = 1; func f() { _ = /*u1*/a; _ = /*u1*/self.a } }\nlet a = 2",
    "struct S { let /*d1*/a = 1 }\nextension S { var b: Int { /*u1*/a } }\nlet a = 2",
    "struct S { let a = 1 }\nlet /*d1*/a = 2\nfunc f() { _ = /*u1*/a }",
    "enum E { static let /*d1*/a = 1 }\nlet a = 2\n_ = /*u1*/E.a",
    "func /*d1*/f() {}\nfunc g() { /*u1*/f() }",
    "func f() {}\nfunc g(/*d1*/f: () -> Void) { /*u1*/f() }",
    "func g() { /*u1*/f(); func /*d1*/f() {} }\nfunc f() {}",
    "_ = /*u-*/elsewhere",
    "func f(a: Int) {}\nfunc g() { _ = /*u-*/a }",
    "#if A\nlet a = 1\n#else\nlet a = 2\n#endif\n_ = /*u?*/a",
    "_ = x./*u?*/a\nlet a = 1",
  ])
  func isWhatTheScopesSay(_ source: String) throws {
    let facts = FlowFacts(ParsedFile(path: "f.swift", text: source))
    var declared: [String: TokenSyntax] = [:]
    for token in facts.file.tree.tokens(viewMode: .sourceAccurate) { if let mark = token.mark, mark.hasPrefix("d") { declared[String(mark.dropFirst())] = token } }
    var count = 0
    for token in facts.file.tree.tokens(viewMode: .sourceAccurate) {
      guard let mark = token.mark, mark.hasPrefix("u") else { continue }
      count += 1
      var node = try #require(token.parent.flatMap { ExprSyntax($0) })
      if let access = node.parent?.as(MemberAccessExprSyntax.self) { node = ExprSyntax(access) }
      switch (facts.meaning(of: node), String(mark.dropFirst())) {
      case (.declared(let found), let name): #expect(found.token.id == declared[name]?.id, "\(name) in \(source)")
      case (.elsewhere, let name): #expect(name == "-", "\(name) in \(source)")
      case (.unknown, let name), (.overloaded, let name): #expect(name == "?", "\(name) in \(source)")
      }
    }
    #expect(count > 0)
  }

  @Test func theCompilerHasTheLastWord() throws {
    let source = "let a = 1\nclass C: Base { func f() { _ = a } }"
    let file = ParsedFile(path: "f.swift", text: source)
    let use = try #require(source.utf8.lastIndex(of: UInt8(ascii: "a"))).utf16Offset(in: source)
    func facts(_ identity: String) -> FlowFacts {
      let name = { TypedNames.Name(isBytewax: false, isOfBytewax: false, path: ["a"], type: "Int", identity: $0) }
      return FlowFacts(file, names: TypedNames([4: [name("s:a")], use: [name(identity)]]))
    }
    func meaning(_ facts: FlowFacts) -> NameMeaning { facts.meaning(of: "a", at: Syntax(file.tree.token(at: AbsolutePosition(utf8Offset: use))!), token: file.tree.token(at: AbsolutePosition(utf8Offset: use))) }
    #expect(meaning(facts("s:a")).declaration != nil)
    #expect(meaning(facts("s:Base.a")).declaration == nil)
  }

  @Test(arguments: [
    ("3", true, true), ("f", true, true), ("make()", false, false), ("{ $0 + v }", true, true), ("{ [v] in v }", false, false), ("v", false, false),
    ("c", true, true), ("c + 1", false, true), ("v + 1", false, false), ("c > 1 ? f : f", false, true), ("box.g", true, true), ("box.p", false, false),
    ("Box().g", false, true), ("[c, 1]", false, true), ("[Int]()", false, true), ("[Int].init", true, true), ("Box.init", true, true),
    ("fs[0]", false, true), ("o ?? f", false, true), ("{ f }()", false, false), ("Int(c)", false, true), (".seconds(c)", false, true),
    (".seconds(make())", false, false), ("pure(c)", false, true), ("\\.count", true, true), ("\"\\(c)\"", false, true), ("\"\\(make())\"", false, false),
    ("Date(timeIntervalSince1970: 1)", false, true), ("Date()", false, false), ("Other()", false, false),
  ])
  func whatMayBeDoneAgainIsKnown(_ text: String, isSettled: Bool, isPure: Bool) throws {
    let head = """
      let c = 1, o: (() -> Int)? = nil
      var v = 2
      func f() -> Int { 1 }
      func make() -> Int { v += 1; return v }
      func pure(_ n: Int) -> Int { n + 1 }
      final class Other { init() { print("made") } }
      struct Box { let n = 1; func g() -> Int { n }; var p: () -> Int { make() } }
      let box = Box(), fs = [f]

      """
    let facts = FlowFacts(ParsedFile(path: "f.swift", text: head + "let it = " + text))
    let declaration = try #require(facts.file.tree.statements.last?.item.as(VariableDeclSyntax.self))
    let expression = try #require(declaration.bindings.first?.initializer?.value)
    #expect(facts.isSettled(expression) == isSettled)
    #expect(facts.isPure(expression) == isPure)
  }
}

extension TokenSyntax {
  /// What the comment right before the token says, if it is a mark.
  fileprivate var mark: String? {
    let before = leadingTrivia.pieces.last ?? previousToken(viewMode: .sourceAccurate)?.trailingTrivia.pieces.last
    guard case .blockComment(let text)? = before else { return nil }
    return String(text.dropFirst(2).dropLast(2))
  }
}
