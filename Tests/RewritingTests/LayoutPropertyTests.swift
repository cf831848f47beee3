import SwiftParser
import SwiftSyntax
import TestSupport
import Testing

@testable import Rewriting

/// However blanks and comments are arranged in a flow, its rewrite is the same program.
@Suite("Layout")
struct LayoutPropertyTests {
  private static let flow = """
    import Bytewax
    let flow = Dataflow()
    flow.input("inp", FileInput("a.txt"))
    flow.map(lower)
    for factor in [2, 3] { flow.map { (n: Int) in n * factor } }
    flow.map { (n: Int) -> (String, Int) in ("a", n) }
    flow.reduce("total", reducer: +) { (n: Int) in n > 5 }
    flow.statefulMap("mean", builder: { 0 }) { (sum: Int, n: Int) in (sum + n, sum) }
    flow.batch("tens", maxSize: 10, timeout: .seconds(1))
    flow.inspect { item in print(item) }
    flow.output("out", StdOutput())

    """

  @Test("a flow means the same however it is laid out", arguments: 0..<40)
  func anyLayout(_ seed: UInt64) throws {
    let plain = try rewrite(Self.flow)
    let scrambled = try rewrite(Self.scramble(Self.flow, seed: seed))
    #expect(plain.reached == .v0_19)
    #expect(scrambled.reached == .v0_19)
    #expect(Self.tokens(scrambled.text) == Self.tokens(plain.text))
  }

  /// The text with comments and blanks put between tokens, where they change nothing.
  private static func scramble(_ text: String, seed: UInt64) -> String {
    var random = SeededRandom(seed &+ 1)
    return Parser.parse(source: text).tokens(viewMode: .sourceAccurate).map { token in
      let isSpaced = token.trailingTrivia.contains { if case .spaces = $0 { true } else { false } }
      let extra = isSpaced ? ["", "  ", " /* c */ ", "\t"].randomElement(using: &random) ?? "" : ""
      let comment = token.leadingTrivia.contains { if case .newlines = $0 { true } else { false } }
      let line = comment ? ["", "\n", "// c\n", "/* c\n */ "].randomElement(using: &random) ?? "" : ""
      return token.leadingTrivia.description + line + token.text + token.trailingTrivia.description + extra
    }.joined()
  }

  private static func tokens(_ text: String) -> [String] {
    Parser.parse(source: text).tokens(viewMode: .sourceAccurate).map(\.text)
  }
}
