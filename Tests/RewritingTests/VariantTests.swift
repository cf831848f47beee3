import SourceFacts
import SwiftParser
import SwiftSyntax
import TestSupport
import Testing

@testable import Rewriting

/// Every program of `Fixtures/Programs`, written differently, is rewritten to the same, written differently.
@Suite("Programs written differently")
struct VariantTests {
  /// A way to write a program differently, which the rewritten program is then written in too.
  enum Variant: String, CaseIterable, Sendable { case spaced, commented, renamed, reordered, inFunction, inMethod, inBranch }

  struct Pair: CustomTestStringConvertible, Sendable {
    let name: String
    let variant: Variant
    var testDescription: String { "\(name) · \(variant.rawValue)" }
  }

  static let pairs = ProgramTests.programs(.v0_17).sorted().flatMap { name in Variant.allCases.map { Pair(name: name, variant: $0) } }

  @Test("a program means the same", arguments: pairs)
  func aProgramMeansTheSame(_ pair: Pair) throws {
    let source = try ProgramTests.text(of: pair.name, .v0_17)
    let plain = try rewrite(source, from: .v0_17, path: pair.name + ".swift").text
    let variant = Self.write(source, pair.variant)
    let outcome = try rewrite(variant, from: .v0_17, path: pair.name + ".swift")
    #expect(outcome.reached == .v0_19, "\(outcome.findings.filter { $0.action == .left }.map(\.message))")
    if pair.variant == .reordered {
      #expect(Self.items(outcome.text) == Self.items(plain))
    } else {
      #expect(Self.tokens(outcome.text) == Self.tokens(Self.write(plain, pair.variant)))
    }
  }

  private static func write(_ source: String, _ variant: Variant) -> String {
    switch variant {
    case .spaced: respaced(source) { $0.isEmpty ? "" : "  \t" }
    case .commented: respaced(source) { $0.isEmpty ? "" : " /* said */ " }
    case .renamed: renamed(source)
    case .reordered: reordered(source)
    case .inFunction: wrapped(source, "func wrapper() throws {\n", "\n}\n")
    case .inMethod: wrapped(source, "final class Wrapper {\nfunc build() throws {\n", "\n}\n}\n")
    case .inBranch: wrapped(source, "#if true\n", "\n#endif\n")
    }
  }

  /// Puts something else where blanks part two tokens of a line.
  private static func respaced(_ source: String, _ blank: (String) -> String) -> String {
    Parser.parse(source: source).tokens(viewMode: .sourceAccurate).map { token in
      let behind = token.trailingTrivia.description
      let isBlank = !behind.isEmpty && behind.allSatisfy { $0 == " " }
      return token.leadingTrivia.description + token.text + (isBlank ? blank(behind) : behind)
    }.joined()
  }

  /// Calls the flow by the other name that is as good as none.
  private static func renamed(_ source: String) -> String {
    Parser.parse(source: source).tokens(viewMode: .sourceAccurate).map { token in
      let text = token.text == "flow" ? "df" : token.text
      return token.leadingTrivia.description + text + token.trailingTrivia.description
    }.joined()
  }

  /// Puts functions and types behind everything else.
  private static func reordered(_ source: String) -> String {
    let items = Parser.parse(source: source).statements.map { $0 }
    func isMovable(_ item: CodeBlockItemSyntax) -> Bool { item.item.is(FunctionDeclSyntax.self) || item.item.is(StructDeclSyntax.self) || item.item.is(ClassDeclSyntax.self) }
    return (items.filter { !isMovable($0) } + items.filter(isMovable)).map { "\($0.trimmed)\n" }.joined()
  }

  /// Puts everything into something, except what has to stand at file level.
  private static func wrapped(_ source: String, _ before: String, _ after: String) -> String {
    let items = Parser.parse(source: source).statements.map { $0 }
    func isOutside(_ item: CodeBlockItemSyntax) -> Bool { item.item.is(ImportDeclSyntax.self) || item.item.is(ExtensionDeclSyntax.self) }
    return items.filter(isOutside).map { "\($0.trimmed)\n" }.joined() + before + items.filter { !isOutside($0) }.map(\.description).joined() + after
  }

  private static func tokens(_ text: String) -> [String] { Parser.parse(source: text).tokens(viewMode: .sourceAccurate).map(\.text) }

  private static func items(_ text: String) -> [String] {
    Parser.parse(source: text).statements.map { $0.tokens(viewMode: .sourceAccurate).map(\.text).joined(separator: " ") }.sorted()
  }
}
