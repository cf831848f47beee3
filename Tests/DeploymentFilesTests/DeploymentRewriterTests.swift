import Foundation
import Rewriting
import SourceFacts
import Testing

@testable import DeploymentFiles

@Suite struct DeploymentRewriterTests {
  private func rewrite(_ text: String, _ path: String = "run.sh", requested: Set<String> = [], target: Era = .newest, flows: Bool = false) throws -> FileOutcome {
    var context = try fixtureContext(requested: requested, target: target)
    if !flows { context.flows = [] }
    return DeploymentRewriter(context).rewrite(path: path, bytes: Array(text.utf8), kind: try #require(DeploymentKind(path: path)))
  }

  private func text(_ outcome: FileOutcome) -> String { String(decoding: outcome.after, as: UTF8.self) }

  @Test func namesSayWhatAFileIs() {
    let kinds: [(String, DeploymentKind?)] = [
      ("a/run.sh", .shell), ("Makefile", .makefile), ("rules.mk", .makefile), ("Dockerfile", .dockerfile), ("Dockerfile.dev", .dockerfile),
      ("app.dockerfile", .dockerfile), ("compose.yml", .yaml), ("chart/templates/_x.tpl", .yaml), (".env", .environment),
      (".env.local", .environment), ("prod.env", .environment), ("x.service", .unit), ("Package.swift", .manifest), ("main.swift", nil),
      ("notes.md", nil), ("env", nil),
    ]
    for (name, kind) in kinds { #expect(DeploymentKind(path: name) == kind, "\(name)") }
    #expect(DeploymentKind(path: "start", bytes: Array("#!/usr/bin/env bash\n".utf8)) == .shell)
    #expect(DeploymentKind(path: "start", bytes: Array("#!/usr/bin/python3\n".utf8)) == nil)
  }

  @Test func aProgramOfThePackageIsAFlow() throws {
    #expect(text(try rewrite("swift run Means --epoch-interval 5\n")) == "swift run Means --snapshot-interval 5\n")
    #expect(text(try rewrite(".build/release/Means --epoch-interval 5\n")) == ".build/release/Means --snapshot-interval 5\n")
    #expect(try !rewrite("sort Means --epoch-interval 5\n").isChanged)
  }

  @Test func whatAListGivesToAShellIsACommandOfItsOwn() throws {
    let list = "[\"sh\", \"-c\", \"exec waxwing run f.swift --epoch-interval {{ .Values.seconds }}\"]\n"
    for (path, key) in [("pod.yaml", "command: "), ("Dockerfile", "CMD ")] {
      #expect(text(try rewrite(key + list, path)) == key + list.replacing("--epoch-interval", with: "--snapshot-interval"))
    }
    #expect(try !rewrite("command: [\"train\", \"--epoch-interval 5\"]\n", "pod.yaml").isChanged)
  }

  @Test func onlyTheHopsUpToTheTargetCount() throws {
    let outcome = try rewrite("waxwing run f.swift --sqlite-directory s\n", target: .v0_17)
    #expect(text(outcome) == "waxwing run f.swift --recovery-directory s\n")
  }

  @Test func aVariableThatAFlowLeftBehindReadsIsHeld() throws {
    var context = try fixtureContext()
    context.flows = [.init(path: "flows/old.swift", from: .v0_16, reached: .v0_16)]
    let bytes = Array("BYTEWAX_EPOCH_INTERVAL=1\n".utf8)
    let outcome = DeploymentRewriter(context).rewrite(path: ".env", bytes: bytes, kind: .environment)
    #expect(!outcome.isChanged)
    #expect(outcome.findings.map(\.action) == [.held])
    #expect(outcome.findings[0].message.contains("flows/old.swift"))
  }

  @Test func theTestingCommandIsPutInWhenAskedFor() throws {
    let line = "waxwing run f.swift -p 2\npython -m bytewax.run f -p2\n"
    #expect(text(try rewrite(line)) == "waxwing run f.swift -w 2\npython -m bytewax.run f -p2\n")
    #expect(text(try rewrite(line, requested: ["processes-flag-moved"])) == "waxwing test-cluster f.swift -p 2\npython -m bytewax.run f -p2\n")
  }

  @Test func metricsAreRenamedWhenAskedFor() throws {
    let rule = "expr: rate(item_inp_count_total[5m])\n"
    #expect(try rewrite(rule, "alerts.yml").findings.map(\.rule) == ["metric-names-prefixed"])
    #expect(text(try rewrite(rule, "alerts.yml", requested: ["metric-names-prefixed"])) == "expr: rate(bytewax_item_inp_count_total[5m])\n")
  }

  @Test func bothNamesAtOnceAreLeftToAPerson() throws {
    let outcome = try rewrite("BYTEWAX_EPOCH_INTERVAL=1\nBYTEWAX_SNAPSHOT_INTERVAL=1\n", ".env")
    #expect(!outcome.isChanged)
    #expect(outcome.findings.map(\.action) == [.reported])
  }

  @Test("text of any shape is read to its end", arguments: ["'", "\"", "$(", "`", "\\", "<<EOF\nx", "{{ ", "a=", "&&", "x \\\n# c\n y", "['a", "- [", "key: [a,\n b"])
  func oddTextIsReadToItsEnd(_ odd: String) throws {
    for name in ["run.sh", "Makefile", "Dockerfile", "x.yaml", ".env", "x.service"] {
      let outcome = try rewrite("waxwing \(odd)", name)
      #expect(!outcome.isChanged)
    }
  }

  @Test func wordsKnowQuotesAndWhereTheyStand() throws {
    let text = Array("a 'b c' \"d \\\" e\"f $(waxwing run g.swift) # i\n".utf8)
    var run = ShellRun(DeploymentReading(path: "x.sh", bytes: text, kind: .shell))
    run.run(run.reading.mask.letters(text, 0..<text.count))
    #expect(run.reading.starts.map { $0.words.map(\.text) } == [["waxwing", "run", "g.swift"]])
    #expect(run.reading.starts[0].words.map(\.token.lowerBound) == [20, 28, 32])
    let words = ShellRun.words(ofLine: run.reading.mask.letters(text, 0..<17))
    #expect(words.map(\.text) == ["a", "b c", "d \" ef"])
    #expect(words.map(\.token) == [0..<1, 2..<7, 8..<17])
  }
}
