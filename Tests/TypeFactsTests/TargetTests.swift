import Foundation
import Rewriting
import SourceFacts
import TestSupport
import Testing

@testable import TypeFacts

/// The files of a target, typed and rewritten together, compile together again.
@Suite struct TargetTests {
  private static let files = [
    "Numbers.swift": """
      import Bytewax

      final class Numbers: DynamicInput {
        func build(workerIndex: Int, workerCount: Int) -> Part { Part() }
      }
      final class Part: StatelessSource {
        var left = [1, 2, 3]
        func nextBatch() throws -> [Int] {
          guard !left.isEmpty else { throw StopIteration() }
          return [left.removeFirst()]
        }
      }

      """,
    "Steps.swift": "import Bytewax\n\nfunc double(_ flow: Dataflow) {\n  flow.map(twice)\n}\nfunc twice(_ n: Int) -> Int { n * 2 }\n",
    "main.swift": """
      import Bytewax

      typealias Flow = Dataflow
      let flow = Flow()
      flow.input("inp", Numbers())
      double(flow)
      flow.output("out", StdOutput())
      try runMain(flow)

      """,
  ]

  /// A library, an application that imports it, and what the compiler says of a call from one into the other.
  private func namesOfApp(kit: String) throws -> NameResolution {
    try inTemporaryFolder { folder in
      let app = "import Bytewax\nimport Kit\nlet flow = Dataflow()\nsteps(flow)\n"
      for (name, text) in [
        "Package.swift": "// swift-tools-version: 6.1\n", "Sources/Kit/Steps.swift": kit, "Sources/App/main.swift": app,
        "Sources/Base/Base.swift": "public let start = 1\n",
      ] {
        let file = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      return try resolving { $0.resolve(ParsedFile(path: "\(folder)/Sources/App/main.swift", text: app), era: .v0_17) }
    }
  }

  private static let kit = "import Base\nimport Bytewax\npublic func steps(_ flow: Dataflow) { flow.input(\"inp\", TestingInput([start])) }\n"

  @Test func whatATargetImportsFromItsPackageIsKnownBeforeItIsBuilt() throws {
    if case .unresolved(let reason) = try namesOfApp(kit: Self.kit) { Issue.record("\(reason)") }
  }

  @Test func anImportedTargetThatDoesNotCompileIsNamed() throws {
    var said: String?
    if case .unresolved(let reason) = try namesOfApp(kit: Self.kit + "let three: Int = \"three\"\n") { said = reason }
    #expect(said == "imports 'Kit', which does not compile as 0.17")
  }

  @Test func aTargetOfThreeFilesIsRewrittenAndCompilesAgain() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-target-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let target = folder.appendingPathComponent("Sources/App")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    try Data("// swift-tools-version: 6.1\n".utf8).write(to: folder.appendingPathComponent("Package.swift"))
    for (name, text) in Self.files { try Data(text.utf8).write(to: target.appendingPathComponent(name)) }
    let sources = Self.files.sorted { $0.key < $1.key }.map { (path: target.appendingPathComponent($0.key).path, bytes: Array($0.value.utf8)) }
    try resolving { resolver in
      let outcomes = try TargetMigration(Migration(book: packageRules, resolver: resolver)).rewrite(sources)
      #expect(outcomes.map(\.reached) == [.v0_19, .v0_19, .v0_19])
      #expect(outcomes.allSatisfy { $0.unresolved == nil })
      #expect(outcomes.flatMap(\.findings).allSatisfy { $0.evidence == .typed })
      for outcome in outcomes { try Data(outcome.after).write(to: URL(fileURLWithPath: outcome.path)) }
      let main = ParsedFile(path: outcomes[2].path, text: outcomes[2].text)
      if case .unresolved(let reason) = resolver.resolve(main, era: .v0_19) { Issue.record("\(reason)") }
    }
  }
}
