import Testing

@testable import FlowCompiler

@Suite struct FlowReferenceTests {
  @Test func aFileAloneMeansItsFlow() throws {
    let reference = try FlowReference("jobs/Flow.swift", fileExists: { _ in false })
    #expect(reference.path == "jobs/Flow.swift")
    #expect(reference.name == nil)
    #expect(reference.wantedName == "flow")
  }

  @Test func aNameAfterAColonIsTheFlows() throws {
    let reference = try FlowReference("Flow.swift:prices", fileExists: { _ in false })
    #expect(reference.path == "Flow.swift")
    #expect(reference.wantedName == "prices")
    #expect(reference.arguments == nil)
  }

  @Test(
    "a function may be called with literals",
    arguments: ["()", "(3)", "(\"a:b\", size: -2.5)", "([1, 2], deep: [\"k\": true])", "(nil)"])
  func literals(_ arguments: String) throws {
    let reference = try FlowReference("Flow.swift:makeFlow\(arguments)", fileExists: { _ in false })
    #expect(reference.wantedName == "makeFlow")
    #expect(reference.arguments == arguments)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "3flow", "flow.first", "makeFlow(", "makeFlow(x)", "makeFlow(3)()", "makeFlow(\"\\(x)\")", "makeFlow(exit(3))", "a b",
    ])
  func refused(_ name: String) {
    #expect(throws: FlowCompilerError.self) { try FlowReference("Flow.swift:\(name)", fileExists: { _ in false }) }
  }

  @Test func aColonMayBelongToAnExistingFile() throws {
    let reference = try FlowReference("at:noon", fileExists: { $0 == "at:noon" })
    #expect(reference.path == "at:noon")
  }
}
