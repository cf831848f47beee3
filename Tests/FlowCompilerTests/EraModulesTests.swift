import Testing

@testable import FlowCompiler

@Suite struct EraModulesTests {
  @Test(arguments: [
    ("import Bytewax\nimport Foundation", ["Bytewax", "Foundation"]), ("@testable import struct Bytewax016.Dataflow; let x = 1", ["Bytewax016"]),
    ("// import Bytewax\nlet important = 1", []), ("\timport  BytewaxKafka017 // why", ["BytewaxKafka017"]),
  ])
  func importsAreReadOffTheLines(_ text: String, _ modules: [String]) {
    #expect(importedModules(in: text) == Set(modules))
  }

  @Test func thePlainNameStandsForTheErasModule() throws {
    #expect(
      try EraModules.aliases(for: "0.17", importing: ["Bytewax"], file: "f")
        == ["Bytewax=Bytewax017", "BytewaxKafka=BytewaxKafka017", "BytewaxPeriodic=BytewaxPeriodic017"])
    #expect(EraModules.name(of: "0.17", importing: ["Bytewax"]) == "Bytewax")
  }

  @Test func aModuleImportedByTheErasNameKeepsThatName() throws {
    #expect(try EraModules.aliases(for: "0.16", importing: ["Bytewax016", "BytewaxKafka"], file: "f") == ["BytewaxKafka=BytewaxKafka016"])
    #expect(EraModules.name(of: "0.16", importing: ["Bytewax016"]) == "Bytewax016")
    #expect(EraModules.name(of: "0.16", importing: ["Bytewax017"]) == "Bytewax")
  }
}
