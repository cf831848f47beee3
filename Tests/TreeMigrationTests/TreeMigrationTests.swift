import Foundation
import PrivateFolders
import Rewriting
import TestSupport
import Testing

@testable import TreeMigration

@Suite struct TreeMigrationTests {
  @Test func outcomesComeInTheOrderOfTheFilesWhateverTheThreadsDo() throws {
    let tree = try Tree()
    for number in 0..<40 { try tree.write(String(format: "%02d.swift", number), number.isMultiple(of: 3) ? oldFlow(number) : "let a = \(number)\n") }
    let one = try tree.outcomes(.init(work: OrderedWork(threads: 1)))
    let many = try tree.outcomes(.init(work: OrderedWork(threads: 4, ahead: 2)))
    #expect(one.map(\.path) == many.map(\.path))
    #expect(one.map(\.after) == many.map(\.after))
    #expect(many.count { $0.isChanged } == 14)
  }

  @Test func aFileWithoutTheNameKeepsNoText() throws {
    let tree = try Tree(["a.swift": "let broken = ("])
    let outcome = try #require(try tree.outcomes().first)
    #expect(outcome.before.isEmpty && !outcome.isChanged && outcome.findings.isEmpty)
  }

  @Test func aFileThatCannotBeReadIsAFindingAndTheRestGoesOn() throws {
    let tree = try Tree(["b.swift": oldFlow()])
    var outcomes: [FileOutcome] = []
    try TreeMigration(book: packageRules).rewrite([tree.path("a.swift"), tree.root, tree.path("b.swift")]) { outcomes.append($0) }
    #expect(outcomes.map { $0.findings.first?.rule == "unreadable" } == [true, true, false])
  }

  @Test func theFirstErrorEndsTheWork() {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try OrderedWork(threads: 3, ahead: 2).run(Array(0..<100), { $0 }) { if $0 == 7 { throw Stop() } } }
    #expect(throws: Stop.self) { try OrderedWork(threads: 3).run(Array(0..<100), { if $0 == 7 { throw Stop() } }, deliver: {}) }
  }

  @Test func whatStartsAFlowGoesAsFarAsTheFlow() throws {
    let stuck = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", TestingInput([1]))\nflow.frobnicate()\nflow.output(\"o\", StdOutput())\n"
    let tree = try Tree([
      "done.swift": oldFlow(), "stuck.swift": stuck, "run.sh": "waxwing run done.swift -r db -s 5\nwaxwing run stuck.swift -r db -s 5\n",
    ])
    let script = try #require(try tree.outcomes().last)
    #expect(String(decoding: script.after, as: UTF8.self) == "waxwing run done.swift -r db -b 86400 -s 5\nwaxwing run stuck.swift -r db -s 5\n")
  }

  @Test func aFlowOfATargetMakesItsNameAProgram() throws {
    let tree = try Tree(["Package.swift": "", "Sources/Means/main.swift": oldFlow(), "run.sh": "swift run Means --epoch-interval 5\n"])
    #expect(try tree.outcomes().contains { $0.path.hasSuffix("run.sh") && $0.isChanged })
  }
}

@Suite struct OutcomeCacheTests {
  private func cache(_ tree: Tree, _ circumstances: String = "rules") throws -> OutcomeCache {
    try OutcomeCache(PrivateFolder(making: tree.path(".cache")), circumstances: circumstances)
  }

  @Test func aKnownFileHasTheSameOutcomeAgain() throws {
    let tree = try Tree(["a.swift": oldFlow(), "b.swift": "import Bytewax // é\nlet a = (\n", "c.swift": "import Bytewax\n"])
    let first = try tree.outcomes(.init(cache: try cache(tree)))
    let again = try tree.outcomes(.init(cache: try cache(tree)))
    for (one, other) in zip(first, again) {
      #expect(one.after == other.after && one.before == other.before)
      #expect(one.findings == other.findings && one.edits == other.edits && one.reached == other.reached && one.from == other.from)
      #expect(one.detected.evidence == other.detected.evidence)
    }
    #expect(again.allSatisfy { $0.hops.isEmpty })
    #expect(!first[0].hops.isEmpty)
  }

  @Test func otherBytesRulesOrNamesAreNotKnown() throws {
    let tree = try Tree(["a.swift": oldFlow()])
    let outcome = try #require(try tree.outcomes(.init(cache: try cache(tree))).first)
    #expect(try cache(tree).outcome(path: outcome.path, bytes: outcome.before) != nil)
    #expect(try cache(tree).outcome(path: outcome.path, bytes: outcome.before + [10]) == nil)
    #expect(try cache(tree).outcome(path: "other.swift", bytes: outcome.before) == nil)
    #expect(try cache(tree, "other rules").outcome(path: outcome.path, bytes: outcome.before) == nil)
  }

  @Test func aDamagedEntryIsNotUsed() throws {
    let tree = try Tree(["a.swift": oldFlow()])
    let outcome = try #require(try tree.outcomes(.init(cache: try cache(tree))).first)
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: tree.path(".cache")).first)
    let entry = URL(fileURLWithPath: tree.path(".cache/\(name)"))
    try Data(contentsOf: entry).prefix(100).write(to: entry)
    #expect(try cache(tree).outcome(path: outcome.path, bytes: outcome.before) == nil)
  }

  @Test func theOldestEntriesGoFirstWhenThereIsTooMuch() throws {
    let tree = try Tree(["a.swift": oldFlow(1), "b.swift": oldFlow(2)])
    let outcomes = try tree.outcomes(.init(cache: try cache(tree)))
    let names = try FileManager.default.contentsOfDirectory(atPath: tree.path(".cache"))
    #expect(names.count == 2)
    let (old, new) = (try #require(names.first), try #require(names.last))
    let size = try Data(contentsOf: URL(fileURLWithPath: tree.path(".cache/\(new)"))).count
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: tree.path(".cache/\(old)"))
    try cache(tree).sweep(now: Date(timeIntervalSince1970: 1_000_000), limit: size)
    #expect(try FileManager.default.contentsOfDirectory(atPath: tree.path(".cache")) == [new])
    #expect(outcomes.count == 2)
  }
}
