import SourceFacts
import SwiftParser
import SwiftSyntax
import TestSupport
import Testing

@testable import Rewriting

/// What stands among a step's arguments is evaluated once, as the flow is built; a rewrite that puts it into a closure would evaluate it
/// for every item.
@Suite("Evaluated once")
struct EvaluatedOnceTests {
  /// Ways to come by a callback that are not the same a second time.
  static let expressions = [
    "make()", "try make()", "make(1, label: two())", "flag() ? make() : other()", "table[next()]", "table[\"a\"]!", "settings.callback", "Settings().callback",
    "maybe() ?? fallback", "{ make() }()", "maker.object().method", "changing", "make()()", "makers.first!()",
  ]

  /// Steps of an era with a place for a callback.
  static let steps: [(era: Era, step: String)] = [
    (.v0_17, "flow.inspect(@)"), (.v0_17, "flow.inspectEpoch(@)"), (.v0_17, "flow.inspectWorker(@)"),
    (.v0_17, "flow.reduce(\"r\", reducer: @) { (n: Int) in n > 1 }"), (.v0_17, "flow.reduce(\"r\", reducer: { (a: Int, b: Int) in a + b }, @)"),
    (.v0_17, "flow.statefulMap(\"s\", builder: { 0 }, @)"), (.v0_17, "flow.statefulMap(\"s\", builder: @) { (s: Int, v: Int) in (s, v) }"),
    (.v0_17, "flow.statefulMap(\"s\", builder: @) { ($0, $1) }"), (.v0_17, "flow.statefulMap(\"s\", builder: @) { (_: Int, v: Int) in (v, v) }"),
    (.v0_17, "flow.statefulMap(\"s\", builder: @, plain)"), (.v0_17, "flow.map(@)"), (.v0_17, "flow.collectWindow(@, SystemClockConfig(), window)"),
    (.v0_17, "flow.reduce(@, reducer: +) { (n: Int) in n > 1 }"), (.v0_17, "flow.batch(\"b\", maxSize: 3, timeout: @)"),
    (.v0_18, "_ = op.unary(\"u\", inp, @)"), (.v0_18, "_ = inp.statefulMap(\"s\", builder: { 0 }, @).map(\"m\", f)"),
    (.v0_18, "_ = op.statefulMap(\"s\", inp, builder: @, @)"),
  ]

  @Test(arguments: steps.indices)
  func staysOnce(_ index: Int) throws {
    let (era, step) = Self.steps[index]
    for expression in Self.expressions {
      let source = Self.source(step.replacing("@", with: expression), era)
      let outcome = try rewrite(source, from: era)
      guard outcome.reached != era else {
        #expect(outcome.findings.contains { $0.action == .left }, "\(expression) in \(step) is neither rewritten nor left")
        continue
      }
      let finder = PlaceFinder(expression)
      finder.walk(Parser.parse(source: outcome.text))
      #expect(finder.inBodies == 0, "\(expression) in \(step) is evaluated for every item:\n\(outcome.text)")
      #expect(finder.count == step.split(separator: "@", omittingEmptySubsequences: false).count - 1, "\(expression) in \(step):\n\(outcome.text)")
    }
  }

  private static func source(_ step: String, _ era: Era) -> String {
    let head = "import Bytewax\nvar changing = plain\nchanging = plain\nfunc plain(_ s: Int, _ v: Int) -> (Int?, Int) { (s, v) }\n"
    if era == .v0_18 { return head + "let flow = Dataflow(\"f\")\nlet inp = op.input(\"inp\", flow, TestingSource([(\"a\", 1)]))\n\(step)\n" }
    return head + "let flow = Dataflow()\nflow.input(\"inp\", TestingInput([(\"a\", 1)]))\n\(step)\nflow.output(\"out\", StdOutput())\n"
  }

  /// Counts where an expression stands, and how often in the body of a closure rather than among what one captures.
  private final class PlaceFinder: SyntaxAnyVisitor {
    let tokens: [String]
    var count = 0
    var inBodies = 0

    init(_ expression: String) {
      tokens = Parser.parse(source: expression).tokens(viewMode: .sourceAccurate).map(\.text).filter { !$0.isEmpty && $0 != "try" }
      super.init(viewMode: .sourceAccurate)
    }

    override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
      guard node.is(ExprSyntax.self), !node.is(TryExprSyntax.self) else { return .visitChildren }
      guard node.tokens(viewMode: .sourceAccurate).map(\.text).filter({ $0 != "try" }) == tokens else { return .visitChildren }
      if tokens.count == 1, node.parent?.is(SequenceExprSyntax.self) == true || node.parent?.is(ExprListSyntax.self) == true { return .skipChildren }
      count += 1
      var child = node
      while let parent = child.parent {
        if let closure = parent.as(ClosureExprSyntax.self), child.id == Syntax(closure.statements).id { inBodies += 1 }
        child = parent
      }
      return .skipChildren
    }
  }
}
