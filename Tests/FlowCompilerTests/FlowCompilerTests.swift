import Foundation
import TestSupport
import Testing

@testable import FlowCompiler

/// Flows compiled for real, with the engine of this build, and linked as an optimised engine's are: everything else in the tests is linked as a
/// debug engine's.
@Suite(.serialized) struct FlowCompilerTests {
  private let doubling = """
    import Bytewax
    import Foundation

    let flow = Dataflow("doubling")
    let numbers: Stream<Int> = op.input("numbers", flow, TestingSource([1, 2, 3]))
    op.output("out", op.map("double", numbers) { $0 * 2 }, StdOutSink())
    """

  @Test func aFlowIsCompiledOnceAndRuns() throws {
    try compiling(doubling) { build in
      let first = try build("", ScriptFacts(era: "0.19"))
      #expect(!first.wasCached)
      let result = try first.run()
      #expect(result.output == "2\n4\n6\n" && result.errors == "" && result.code == 0)
      let second = try build("", nil)
      #expect(second.wasCached && second.path == first.path)
    }
  }

  #if os(Linux)
  @Test func aFlowCarriesTheRuntimeUnlessItNeedsMoreThanThat() throws {
    func needsSharedRuntime(_ text: String) throws -> Bool {
      var program = Data()
      try compiling(text) { build in
        let built = try build("", ScriptFacts(era: "0.19"))
        #expect(try built.run().output == "2\n4\n6\n")
        program = try Data(contentsOf: URL(fileURLWithPath: built.path))
      }
      return program.range(of: Data("libswiftCore.so".utf8)) != nil
    }
    let isInstalled = try inTemporaryFolder { try Toolchain.locate().hasStaticRuntime(askingIn: $0) }
    #expect(try needsSharedRuntime(doubling) == !isInstalled)
    #expect(try needsSharedRuntime("import FoundationNetworking\n" + doubling))
  }
  #endif

  @Test func diagnosticsPointAtTheAuthorsLine() throws {
    try compiling("#!/usr/bin/env waxwing\nimport Bytewax\nlet three: Int = \"three\"\n") { build in
      do {
        _ = try build("", ScriptFacts(era: "0.19"))
        Issue.record("it compiled")
      } catch let error as FlowCompilerError {
        #expect(error.diagnostics?.contains("Flow.swift:3:18: error: ") == true)
        #expect(error.diagnostics?.contains(ScriptText.ownFile) == false)
        #expect("\(error)".contains("1 error when compiled for era 0.19"))
      }
    }
  }

  @Test func aMissingFlowIsNamedWithWhatThereIs() throws {
    try compiling(doubling) { build in
      let said = message(of: { try build(":other", ScriptFacts(era: "0.19", flows: ["flow"])) })
      #expect(said?.contains("no variable or function 'other'") == true && said?.contains("Flow.swift:flow'") == true)
    }
  }

  @Test func whatAScriptThrowsIsOneMessage() throws {
    try compiling("import Bytewax\nstruct Mishap: Error {}\nfunc main() throws { throw Mishap() }\ntry main()\n") { build in
      let result = try build("", ScriptFacts(era: "0.19", runsItself: true)).run()
      #expect(result.code == 1 && result.errors == "error: Mishap()\n" && result.output == "")
    }
  }

  @Test func whatIsNoDataflowIsNamed() throws {
    try compiling("import Bytewax\nlet flow = 3\n") { build in
      #expect(message(of: { try build("", ScriptFacts(era: "0.19")) })?.contains("'flow' does not give a Dataflow") == true)
    }
  }

  @Test func anInspectionWhoseStreamNobodyGoesOnWithIsNotWarnedOf() throws {
    try compiling(doubling + "\nop.inspect(\"seen\", numbers)\nnumbers.inspectDebug(\"more\")\n") { build in
      let program = try build("", ScriptFacts(era: "0.19"))
      #expect(program.warnings == "")
    }
  }

  /// What is looked up at run time, nothing names when the program is linked; a registry's client crashed where a conformance was missing.
  @Test func whatConformsInTheEngineConformsInAFlow() throws {
    try compiling(
      "import Bytewax\nimport Connectors\nlet types: [Any.Type] = [CSVPartition.self]\nprint(types[0] is any StatefulSource.Type)\n"
    ) { build in
      let result = try build("", ScriptFacts(era: "0.16", runsItself: true)).run()
      #expect(result.output == "true\n", "\(result.errors)")
    }
  }

  @Test func anUnknownEraIsNamedWithTheKnownOnes() throws {
    try compiling(doubling) { build in
      let said = message(of: { try build("", ScriptFacts(era: "0.5")) })
      #expect(said?.contains("there is no era '0.5'; use one of 0.16, 0.17, 0.18, 0.19") == true)
    }
  }

  /// The libraries below a registry's client look conformances up by name; those were missing when only the asked-for parts of the
  /// archive were linked, and the flow crashed. That takes an optimised engine to see.
  @Test func aRegistryThatIsNotThereIsOneMessage() throws {
    let reading = """
      import Bytewax
      import BytewaxKafka

      let flow = Dataflow("reading")
      let source = kop.input("readings", flow, brokers: ["127.0.0.1:9"], topics: ["readings"])
      let registry = RedpandaSchemaRegistry(baseURL: "http://127.0.0.1:9")
      let values = kop.deserializeValue("values", source.oks, try registry.deserializer(SchemaRef("reading")))
      op.inspect("errors", values.errs)
      """
    try compiling(reading) { build in
      let result = try build("", ScriptFacts(era: "0.18")).run()
      #expect(result.code == 1 && result.output == "")
      #expect(result.errors.contains("schema registry 'http://127.0.0.1:9'") && result.errors.contains("Connection refused"))
    }
  }

  /// Writes a flow and hands out what builds it; without facts the program has to come from the cache.
  ///
  /// The cache lies in the build folder, so that what the compiler derives from system headers is made once.
  private func compiling(
    _ source: String, _ body: ((String, ScriptFacts?) throws -> CompiledProgram) throws -> Void
  ) throws {
    let own = try Engine.locate()
    let engine = Engine(modules: own.modules, archive: own.archive, isDebug: false)
    let toolchain = try Toolchain.locate()
    let cache = ProgramCache(directory: (engine.modules as NSString).deletingLastPathComponent + "/FlowCompilerTests.cache")
    try inTemporaryFolder { folder in
      let path = folder + "/Flow.swift"
      try Data(source.utf8).write(to: URL(fileURLWithPath: path))
      let compiler = FlowCompiler(engine: engine, toolchain: toolchain, cache: cache, optimization: .quick)
      var made: [String] = []
      defer { for entry in made { cache.discard(entry) } }
      try body { name, facts in
        let program = try compiler.build(try FlowReference(path + name), era: facts?.era ?? "0.19") { _ in try #require(facts) }
        made.append((program.path as NSString).deletingLastPathComponent)
        return program
      }
    }
  }
}
