import Foundation
import TestSupport
import Testing

/// A flow of an old era that reads files is stopped half-way, migrated with its store as the report says, and goes on where it ended.
@Suite struct CarryOverTests {
  /// How an era reads lines, and what the flow has to do with them.
  struct Kind: CustomTestStringConvertible, Sendable {
    let era: String
    let source: String
    let file: String
    let head: String
    let row: String
    var testDescription: String { "\(era) \(source.prefix { $0 != "(" })" }

    static let all = [
      Kind(era: "0.16", source: "FileInput(\"in put.txt\")", file: "in put.txt", head: "", row: "String"),
      Kind(era: "0.17", source: "FileInput(\"in put.txt\", batchSize: 1)", file: "in put.txt", head: "", row: "String"),
      Kind(era: "0.17", source: "DirInput(\"logs\", batchSize: 1)", file: "logs/one.txt", head: "", row: "String"),
      Kind(era: "0.17", source: "CSVInput(\"rows.csv\", batchSize: 1)", file: "rows.csv", head: "word\n", row: "[String: String]"),
    ]

    var flow: String {
      """
      import Bytewax
      import Foundation

      struct PowerFailure: Error {}

      func word(_ line: \(row)) throws -> (String, Int) {
        let word = \(row == "String" ? "line" : "line[\"word\"] ?? \"\"")
        if word == "c7", ProcessInfo.processInfo.environment["CRASH"] != nil { throw PowerFailure() }
        return (String(word.prefix(1)), 1)
      }

      let flow = Dataflow()
      flow.input("it's lines", \(source))
      flow.map(word)
      flow.statefulMap("count", builder: { 0 }) { (n: Int, one: Int) in (n + one, n + one) }
      flow.map { (key: String, n: Int) in (key, "\\(key) \\(n)") }
      flow.output("out", FileOutput("out.txt"))

      """
    }
  }

  @Test(arguments: Kind.all)
  func whatTheReportPrintsCarriesStateAndPositionsOver(_ kind: Kind) throws {
    let lines = (1...10).map { "\(["a", "b", "c"][$0 % 3])\($0)\n" }.joined().replacing("b7", with: "c7")
    let place = try Workplace(["tally.swift": kind.flow, kind.file: kind.head + lines])
    let isFirst = kind.era == "0.16"
    let store = isFirst ? "--sqlite-directory 'my store' --epoch-interval 0" : "-r 'my store' -s 0 -b 0"
    try place.write("run.sh", "waxwing run --era \(kind.era) tally.swift \(store)\n")
    _ = try place.shell(isFirst ? "mkdir 'my store'" : "waxwing recovery init 'my store' 2")
    let crashed = try place.shell("CRASH=1 sh run.sh")
    #expect(crashed.status == 1 && crashed.errors.contains("PowerFailure"), "\(crashed.errors)")
    let before = try place.read("out.txt")
    #expect(before.split(separator: "\n").count > 4)

    let report = try place.waxwing("report", ".", "--from", kind.era)
    let command = try #require(report.output.split(separator: "\n").first { $0.contains("waxwing recovery import ") }?.trimmingCharacters(in: .whitespaces))
    #expect(!command.contains("OLD") && !command.contains("COUNT") && command.contains("--files"), "\(command)")
    let migrated = try place.waxwing("migrate", "tally.swift", "--from", kind.era, "--store", "my store", "--write")
    #expect(migrated.errors.contains(command), "\(migrated.errors)")
    let imported = try place.shell(command)
    #expect(imported.status == 0 && !imported.output.contains("no rows"), "\(imported.output)\(imported.errors)")

    // Ten more lines are read, exactly where the old run had ended.
    let more = (11...20).map { "\(["a", "b", "c"][$0 % 3])\($0)\n" }.joined()
    try place.write(kind.file, kind.head + lines + more)
    let ended = try place.shell("waxwing run tally.swift -r 'my store-0.19' -s 0 -b 0")
    #expect(ended.status == 0 && !ended.errors.contains("warning"), "\(ended.errors)")
    var counts: [Character: Int] = [:]
    let expected = (lines + more).split(separator: "\n").map { line -> String in
      counts[line.first ?? "?", default: 0] += 1
      return "\(line.first ?? "?") \(counts[line.first ?? "?"] ?? 0)"
    }
    #expect(try place.read("out.txt").split(separator: "\n").map(String.init) == expected)

    let checked = try place.shell("waxwing recovery check 'my store-0.19' --flow tally.swift")
    #expect(checked.output.hasSuffix("the flow has every step of the store, and the store every step of the flow\n"), "\(checked.output)\(checked.errors)")
    let old = try place.shell("waxwing recovery check 'my store' --flow tally.swift:flow")
    #expect(old.output.contains("step 'count' is no longer in the flow: its 3 keys would not be used") && !old.output.contains("nothing is lost"), "\(old.output)")
    #expect(old.output.contains("step 'tally.count.stateful_flat_map.unary' of the flow has no rows in the store, and begins anew"))
  }
}
