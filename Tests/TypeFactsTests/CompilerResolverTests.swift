import Foundation
import Rewriting
import SourceFacts
import TestSupport
import Testing

@testable import TypeFacts

/// What the compiler's word changes.
@Suite struct CompilerResolverTests {
  /// The thirteen kinds of places where `map` may stand, and whether it is a flow's.
  private static let thirteen = """
    import Bytewax
    @resultBuilder enum Lists { static func buildBlock(_ parts: [Int]...) -> [Int] { parts.flatMap { $0 } } }
    struct Own { func map(_ f: (Int) -> Int) {}; func output(_ id: String, _ x: Int) {} }
    final class Job { var maybe: Dataflow?; func go() { maybe?.map { (n: Int) in n } } }
    typealias Flow = Dataflow
    func generic<F: Dataflow>(_ any: F) { any.map { (n: Int) in n } }
    let flow = Flow()
    flow.input("inp", TestingInput([1]))
    flow.map { (n: Int) in n + 1 }
    let alias: Flow = flow
    alias.map { (n: Int) in n + 2 }
    [flow].forEach { $0.map { (n: Int) in n } }
    [flow].forEach { each in each.map { (n: Int) in n } }
    _ = [1].map { $0 + 1 }
    Own().map { $0 }
    do { let flow = [1, 2]; _ = flow.map { $0 } }
    print("x \\(flow.map { (n: Int) in n })")
    @Lists func built() -> [Int] { [1].map { $0 } }
    flow.statefulMap("s") { 0 } mapper: { (a: Int, b: Int) in (a, b) }
    #if NEVER
    flow.map { (n: Int) in n }
    #endif
    flow.output("out", StdOutput())

    """

  @Test func ofThirteenKindsOfPlacesEachIsKnownForWhatItIs() throws {
    let source = Self.thirteen.replacing(" mapper:", with: " _:")
    let file = ParsedFile(path: "/nowhere/Flow.swift", text: source)
    let names = try resolving { resolver in
      switch resolver.resolve(file, era: .v0_17) {
      case .resolved(let names): names
      case .unresolved(let reason): throw Unresolved(reason: reason)
      }
    }
    let facts = FlowFacts(file, names: names)
    let maps = facts.calls.filter { ["map", "statefulMap"].contains($0.name) }
    func kind(_ call: CallFact) -> String {
      switch call.receiver {
      case .dataflow: "\(call.place.line) flow \(call.evidence)"
      case .unnamedDataflow: "\(call.place.line) unnamed \(call.evidence)"
      default: "\(call.place.line) other \(call.evidence)"
      }
    }
    #expect(
      maps.map(kind) == [
        "4 unnamed typed", "6 unnamed typed", "9 flow typed", "11 flow typed", "12 unnamed typed", "13 flow typed", "14 other typed",
        "15 other typed", "16 other typed", "17 flow typed", "18 other typed", "19 flow typed", "21 flow unverified",
      ])
  }

  @Test func everyFindingSaysWhatProvesIt() throws {
    let source = """
      import Bytewax
      let flow = Dataflow()
      flow.input("inp", FileInput("a.txt"))
      #if NEVER
      flow.map { (line: String) in line }
      #endif
      flow.output("out", StdOutput())
      let flag = "--epoch-interval"

      """
    let outcome = try rewriteTyped(source, from: .v0_16)
    #expect(outcome.reached == .v0_19)
    #expect(outcome.unresolved == nil)
    func evidence(_ line: Int) -> Set<Evidence> { Set(outcome.findings.filter { $0.line == line }.map(\.evidence)) }
    #expect(evidence(2) == [.typed])
    #expect(evidence(3) == [.typed])
    #expect(evidence(5) == [.unverified])
    #expect(evidence(7) == [.typed])
    #expect(evidence(8) == [.lexical])
  }

  @Test func aFlowUnderAnotherTypesNameIsFoundAndRewritten() throws {
    let source = """
      import Bytewax
      typealias Flow = Dataflow
      func more(_ it: Flow) { it.map { (n: Int) in n + 1 } }
      let flow = Flow()
      flow.input("inp", TestingInput([1]))
      more(flow)
      flow.output("out", StdOutput())

      """
    let outcome = try rewriteTyped(source)
    #expect(outcome.text.contains("func more(_ up: Stream<Int>) -> Stream<Int> { return op.map(\"map\", up) { (n: Int) in n + 1 } }"))
    #expect(outcome.text.contains("let flow = Flow(\"flow\")"))
    #expect(outcome.reached == .v0_19)
  }

  @Test func whatLooksLikeBytewaxButIsDeclaredInAnotherFileStays() throws {
    let own = """
      struct FileInput { let path: String }
      class Dataflow { func map(_ f: (Int) -> Int) {} }
      func pollNext(_ n: Int) {}

      """
    let source = """
      import Bytewax
      let path = FileInput(path: "a")
      let plain = Dataflow()
      func use(_ flow: Dataflow) { flow.map { $0 } }
      func poll() { pollNext(1) }
      let flow = Bytewax.Dataflow()
      flow.input("inp", Bytewax.FileInput("a.txt"))
      flow.output("out", StdOutput())

      """
    try inPackage(["Own.swift": own, "main.swift": source]) { folder in
      let path = folder + "/Sources/App/main.swift"
      let outcome = try rewriteTyped(source, path: path)
      #expect(outcome.unresolved == nil)
      let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[1...4].joined(separator: "\n") == source.split(separator: "\n", omittingEmptySubsequences: false)[1...4].joined(separator: "\n"))
      #expect(outcome.text.contains("let inp = op.input(\"inp\", flow, Bytewax.FileSource(\"a.txt\"))"))
    }
  }

  @Test func aFileThatDoesNotCompileIsDecidedByItsTextAndSaysWhy() throws {
    let source = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nflow.map(missing)\nflow.output(\"out\", StdOutput())\n"
    let outcome = try rewriteTyped(source)
    #expect(outcome.reached == .v0_19)
    #expect(outcome.unresolved == "does not compile as 0.17 (Flow.swift:4:10: error: cannot find 'missing' in scope)")
    #expect(outcome.findings.allSatisfy { $0.evidence == .lexical })
  }

  @Test func anAnswerIsKeptUntilTheFileChanges() throws {
    let file = ParsedFile(path: "/nowhere/Flow.swift", text: "import Bytewax\nlet flow = Dataflow()\n")
    try resolving { resolver in
      let clock = ContinuousClock()
      var answers: [NameResolution] = []
      let first = clock.measure { answers.append(resolver.resolve(file, era: .v0_17)) }
      let second = clock.measure { answers.append(resolver.resolve(file, era: .v0_17)) }
      #expect(answers[0] == answers[1])
      #expect(second < first)
      let other = ParsedFile(path: file.path, text: "import Bytewax\nlet flow = 1\n")
      #expect(resolver.resolve(other, era: .v0_17) != answers[0])
    }
  }

  /// Calls `body` with a package of one target.
  private func inPackage(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-package-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.appendingPathComponent("Sources/App")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    try Data("// swift-tools-version: 6.1\n".utf8).write(to: folder.appendingPathComponent("Package.swift"))
    for (name, text) in files { try Data(text.utf8).write(to: target.appendingPathComponent(name)) }
    try body(folder.path)
  }

  private struct Unresolved: Error { let reason: String }
}
