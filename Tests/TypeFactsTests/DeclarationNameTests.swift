import Testing

@testable import TypeFacts

/// What the compiler's identification of a declaration tells.
@Suite struct DeclarationNameTests {
  @Test(arguments: [
    ("BytewaxFluent.Dataflow.map<A, B>(_: @Sendable (A) throws -> B) -> ()", "BytewaxFluent", ["Dataflow", "map"], nil),
    ("(extension in main):BytewaxFluent.Dataflow.more() -> ()", "main", ["Dataflow", "more"], nil),
    ("static main.Own.build(Swift.Int) -> ()", "main", ["Own", "build"], nil),
    ("main.flow : BytewaxFluent.Dataflow", "main", ["flow"], "Dataflow"),
    ("flow #5 : Swift.Array<Swift.Int> in main", "", ["flow"], "Swift.Array<Swift.Int>"),
    ("f #1 : BytewaxFluent.Dataflow in closure #3 (BytewaxFluent.Dataflow) -> () in main", "", ["f"], "Dataflow"),
    ("f #1 : (Swift.Int) -> Swift.Int in main.Own.map((Swift.Int) -> Swift.Int) -> ()", "", ["f"], "(Swift.Int) -> Swift.Int"),
    ("main.Job.maybe : Swift.Optional<BytewaxFluent.Dataflow>", "main", ["Job", "maybe"], "Swift.Optional<BytewaxFluent.Dataflow>"),
  ] as [(String, String, [String], String?)])
  func aNameIsTakenApart(_ words: String, _ module: String, _ path: [String], _ type: String?) throws {
    let name = try #require(DeclarationName(words: words))
    #expect(name.module == module)
    #expect(name.path == path)
    #expect(name.type == type)
  }

  @Test func theRuntimeReadsMangledNames() throws {
    let name = try #require(DeclarationName(usr: "s:13BytewaxFluent8DataflowC4mainE8addStepsyyF"))
    #expect(name == DeclarationName(words: "(extension in main):BytewaxFluent.Dataflow.addSteps() -> ()"))
    #expect(DeclarationName(usr: "c:@M@Bytewax017") == nil)
  }
}
