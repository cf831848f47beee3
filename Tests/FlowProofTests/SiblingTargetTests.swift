import Foundation
import TestSupport
import Testing

@testable import FlowProof
@testable import Rewriting

/// Targets of a package that import one another, before the package was ever built.
@Suite struct SiblingTargetTests {
  private static let manifest = """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(name: "shop", targets: [.target(name: "Kit"), .executableTarget(name: "App", dependencies: ["Kit"])])

    """
  private static let kit = """
    import Bytewax

    public final class Ones: StatelessSource {
      public func nextBatch() throws -> [Int] { throw StopIteration() }
    }
    public struct Numbers: DynamicInput {
      public init() {}
      public func build(workerIndex: Int, workerCount: Int) -> Ones { Ones() }
    }

    """
  private static let app = """
    import Bytewax
    import Kit

    let flow = Dataflow()
    flow.input("inp", Numbers())
    flow.map { (n: Int) in n + 1 }
    flow.output("out", StdOutput())
    try runMain(flow)

    """

  /// Older connectors and newer ones go into the same flows; what they are built with differs.
  private static let calling = app.replacing("try runMain", with: "_ = Numbers().build(workerIndex: 0, workerCount: 1)\ntry runMain")

  private func check(kit: String = kit, app: String = app) throws -> [FileOutcome] {
    try inTemporaryFolder { folder in
      let files = ["Sources/Kit/Numbers.swift": kit, "Sources/App/main.swift": app]
      try write(files.merging(["Package.swift": Self.manifest]) { $1 }, in: folder)
      let book = try packageRules
      let outcomes = try outcomesOf(files.keys.sorted().map { "\(folder)/\($0)" }, book)
      return CompileCheck(compiler: try compiler(isStrict: true), book: book).checked(outcomes)
    }
  }

  @Test func aTargetIsCompiledAgainstWhatTheOtherWillBe() throws {
    let outcomes = try check()
    #expect(outcomes.map(\.reached) == [.v0_19, .v0_19])
    #expect(outcomes.allSatisfy { $0.isChanged && !$0.hasFailed }, "\(outcomes.flatMap(\.findings))")
    #expect(!outcomes.flatMap(\.findings).contains { $0.rule == "not-compiled" }, "\(outcomes.flatMap(\.findings))")
  }

  @Test func whatOneTargetCannotDoTheOtherDoesNotEither() throws {
    // A flow in a list is not followed and stays, and it calls the connector as its era does.
    let flows = Self.calling.replacing("let flow = Dataflow()", with: "let flows = [Dataflow()]").replacing("flow.", with: "flows[0].").replacing("(flow)", with: "(flows[0])")
    let outcomes = try check(app: flows)
    #expect(outcomes.first?.reached == .v0_17)
    #expect(outcomes.allSatisfy { !$0.text.contains("DynamicSource") && $0.hasFailed }, "\(outcomes.flatMap(\.findings))")
  }

  @Test func aTargetThatStaysAsItIsKeepsWhatItImports() throws {
    try inTemporaryFolder { folder in
      try write(["Sources/Kit/Numbers.swift": Self.kit, "Sources/App/main.swift": Self.calling, "Package.swift": Self.manifest], in: folder)
      let book = try packageRules
      let outcomes = try outcomesOf(["\(folder)/Sources/Kit/Numbers.swift"], book)
      let checked = CompileCheck(compiler: try compiler(isStrict: true), book: book).checked(outcomes)
      #expect(!checked[0].isChanged && checked[0].findings.contains { $0.message.contains("the target 'App' would not compile with it: '") }, "\(checked[0].findings)")
    }
  }
}
