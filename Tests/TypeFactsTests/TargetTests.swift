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
