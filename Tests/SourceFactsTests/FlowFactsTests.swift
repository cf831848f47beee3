import Testing

@testable import SourceFacts

@Suite("Flow facts")
struct FlowFactsTests {
  private func facts(_ source: String) -> FlowFacts { FlowFacts(ParsedFile(path: "Flow.swift", text: "import Bytewax\n" + source)) }

  private func steps(_ facts: FlowFacts) -> [String] {
    facts.dataflows.flatMap(\.uses).compactMap { if case .step(let call) = $0.kind { call.name } else { nil } }
  }

  @Test func stepsAreFoundInLoopsBranchesAndFunctionsFlowByFlow() {
    let found = facts(
      """
      func clean(_ flow: Dataflow) { flow.filter(isSaid) }
      let flow = Dataflow()
      flow.input("inp", source)
      for f in fs { flow.map(f) }
      if loud { flow.inspect(show) }
      clean(flow)
      """)
    #expect(steps(found) == ["input", "map", "inspect", "filter"])
  }

  @Test func aFunctionBeforeTheFlowThatUsesItFindsIt() {
    #expect(steps(facts("func more() { flow.map(f) }\nlet flow = Dataflow()\nmore()")) == ["map"])
  }

  @Test func anotherNameForTheSameFlowIsFollowed() {
    #expect(steps(facts("let flow = Dataflow()\nlet again = flow\nagain.map(f)")) == ["map"])
  }

  @Test(arguments: [
    "let flow = [1]\nflow.map(f)",
    "let flow = Dataflow()\nfunc g(flow: [Int]) { flow.map(f) }",
    "let flow = Dataflow()\nlet h = { (flow: [Int]) in flow.map(f) }",
    "let flow = Dataflow()\nfunc g() { let flow = [1]; _ = flow.map(f) }",
    "let flow = Dataflow()\nif let flow = other { flow.map(f) }",
    "let flow = Dataflow()\nfor flow in flows { flow.map(f) }",
    "let flow = Dataflow()\nlet s = \"flow.map(f)\"",
    "let flow = Dataflow()\nlet r = /flow.map { }/",
    "struct Dataflow {}\nlet flow = Dataflow()\nflow.map(f)",
    "let flow = Dataflow()\nother.flow.map(f)",
  ])
  func whatOnlyLooksLikeAStepIsNone(_ source: String) { #expect(steps(facts(source)).isEmpty) }

  @Test func aStepInAnInterpolationIsSeen() {
    #expect(steps(facts("let flow = Dataflow()\nprint(\"\\(flow.map(f))\")")) == ["map"])
  }

  @Test func callsInConditionalCodeAreMarked() {
    let found = facts("let flow = Dataflow()\n#if DEBUG\nflow.map(f)\n#endif\nflow.filter(g)")
    #expect(found.calls.filter { $0.evidence == .unverified }.map(\.name) == ["map"])
  }

  @Test func placesCountBytesAndNameLineAndColumn() throws {
    let found = facts("let é = 1; let flow = Dataflow()")
    let flow = try #require(found.dataflows.first)
    #expect(flow.place.line == 2)
    #expect(flow.place.column == 17)
    #expect(found.file.text(flow.place.range) == "flow")
  }

  @Test(arguments: [
    ("func f(_ a: String) -> [Int] { [] }", "f", "[Int]"),
    ("let f = { (a: String) in (a, 1) }", "f", "(String, Int)"),
    ("let f = { (a: Int) -> Double in Double(a) }", "f", "Double"),
    ("struct Tax { let rate: Int; func of(_ sum: Int) -> String { \"\\(sum)\" } }", "Tax(rate: 2).of", "String"),
    ("struct Tax { func of(_ sum: Int) -> String { \"\\(sum)\" } }\nlet tax = Tax()", "tax.of", "String"),
    ("enum Tax { static func of(_ sum: Int) -> String { \"\\(sum)\" } }", "Tax.of", "String"),
    ("struct Taxes { var of: @Sendable (Int) -> String = { \"\\($0)\" } }\nlet taxes = Taxes()", "taxes.of", "String"),
    ("let f: @Sendable (Int) -> [String] = { _ in [] }", "f", "[String]"),
    ("func make() -> @Sendable (Int) -> [String] { { _ in [] } }\nlet f = make()", "f", "[String]"),
  ])
  func theResultOfACallbackIsRead(_ source: String, _ name: String, _ type: String) throws {
    let found = facts(source + "\nlet flow = Dataflow()\nflow.map(\(name))")
    let callback = try #require(found.calls.last { $0.name == "map" }?.callback)
    #expect(ValueTypes(found).callback(callback.expression).result == type)
  }

  @Test func aCallbackThatAFunctionIsGivenHasTheTypeOfTheParameter() throws {
    let found = facts(
      """
      let scale = { (word: String) -> String in word }
      func add(_ flow: Dataflow, scale: @escaping @Sendable (Int) -> Double) { flow.map(scale) }
      """)
    let callback = try #require(found.calls.last { $0.name == "map" }?.callback)
    #expect(ValueTypes(found).callback(callback.expression) == CallbackTypes(parameters: ["Int"], result: "Double"))
  }

  @Test func namesThatAreSetToOneAnotherHaveNoType() throws {
    let found = facts("let a = b\nlet b = a\nlet flow = Dataflow()\nflow.map(a)")
    let callback = try #require(found.calls.last { $0.name == "map" }?.callback)
    #expect(ValueTypes(found).callback(callback.expression).result == nil)
    #expect(ValueTypes(found).type(of: callback.expression) == nil)
  }
}
