import Foundation
import Rewriting
import ShownText
import TestSupport
import Testing

@testable import MigrationReport

/// Names and texts that would act on whatever shows them, in every form of the report.
@Suite("Hostile names and texts") struct HostileTextTests {
  private static let pieces = [
    "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\n::error file=x,line=1::pwned", "\r\n##[error]pwned", "\r", "\u{202E}", "\u{2066}", "\u{9B}2J", "\u{8}\u{8}", "=cmd|' /C calc'!A0",
    "+1", "-1", "@SUM(1)", "＝1", "|", "\\|", "\\", "`", "```", "<img src=x onerror=alert(1)>", "[x](http://evil.example)", "\\[y](http://evil.example)", "@octocat", "#1",
    "https://evil.example", "www.evil.example", "\"", ",", "&commat;octocat", "$(touch x)", "\u{FEFF}", "\u{2028}", "é", "👩‍👩‍👧", "%0A::error::x", "]]>", "</script><script>alert(1)</script>",
    "<!--", "-->", "${{ secrets.X }}", "*b*", "_i_", "~~s~~", "\u{E0041}", "::error::pwned", "##[group]x", "\0",
  ]

  private static func text(_ random: inout SeededRandom, isLine: Bool) -> String {
    let usable = isLine ? pieces.filter { piece in !piece.contains(where: \.isNewline) && !piece.contains("\0") } : pieces
    return (0..<Int.random(in: 1...5, using: &random)).map { _ in usable.randomElement(using: &random) ?? "" }.joined(separator: "x")
  }

  /// Reports on files with such names and lines; every finding has one of them.
  private static func report(_ seed: Int) throws -> MigrationReport {
    var random = SeededRandom(seed)
    let outcomes = try (0..<3).map { number in
      let (name, line, reason) = (text(&random, isLine: false), text(&random, isLine: true), text(&random, isLine: true))
      let literal = line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      let source = """
        import Bytewax // \(line)
        let flow = Dataflow()
        flow.input("\(literal)", TestingInput([1])) // \(line)
        flow.map { (n: Int) in n + 1 } // waxwing:ignore operators-are-functions \(reason)
        flow.statefulMap("\(literal)", builder: { 0 }) { (a: Int, b: Int) in (a + b, a) } // \(line)
        flow.output("out", StdOutput())

        """
      return try ReportFixture.outcome(source, path: "\(number.isMultiple(of: 2) ? "" : "f/")\(name).swift")
    }
    // What a rule or a compiler says may repeat anything.
    let said = Finding(rule: "not-verified", file: outcomes[0].path, severity: .loud, action: .left, message: "it says '\(text(&random, isLine: false))'")
    return try MigrationReport([outcomes[0].noting(said)] + outcomes.dropFirst(), book: packageRules, detail: .all)
  }

  private func hidden(_ text: String, but allowed: Set<Unicode.Scalar> = ["\n"]) -> [String] {
    text.unicodeScalars.filter { String.isHidden($0) && !allowed.contains($0) }.map { "U+" + String($0.value, radix: 16) }
  }

  @Test("nothing that is shown acts or hides", arguments: 0..<40)
  func forPeople(_ seed: Int) throws {
    let report = try Self.report(seed)
    #expect(hidden(report.text()) == [])
    #expect(hidden(report.lines()) == [])
    #expect(hidden(report.markdown(), but: ["\n", "\u{200B}"]) == [])
    #expect(hidden(try report.html()) == [])
    #expect(hidden(report.github()) == [])
    #expect(hidden(report.csv, but: ["\n", "\r"]) == [])
    #expect(hidden(try report.json()) == [])
    #expect(hidden(try report.sarif()) == [])
    for line in (report.text() + report.lines()).split(separator: "\n") {
      #expect(!line.trimmingPrefix(while: \.isWhitespace).hasPrefix("::"))
    }
    #expect(report.lines().split(separator: "\n").count == report.findings.count { $0.suppression == nil } + 1)
  }

  @Test("a workflow's commands are the report's own", arguments: 0..<40)
  func commands(_ seed: Int) throws {
    let report = try Self.report(seed)
    let lines = report.github().split(separator: "\n")
    #expect(lines.count == report.findings.count { $0.suppression == nil } + 1)
    for line in lines {
      #expect(line.wholeMatch(of: /::(notice|warning|error) (file=[^,:]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,)?title=[^,:]+::.*/) != nil, "\(line)")
    }
  }

  @Test("data hold what the files hold", arguments: 0..<40)
  func data(_ seed: Int) throws {
    let report = try Self.report(seed)
    #expect(try JSONDecoder().decode(ReportDocument.self, from: Data(report.json().utf8)) == report.document)
    let sarif = try #require(try JSONSerialization.jsonObject(with: Data(report.sarif().utf8)) as? [String: Any])
    let results = ((sarif["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]]) ?? []
    #expect(results.count == report.findings.count)
  }

  @Test("a spreadsheet computes nothing", arguments: 0..<40)
  func spreadsheets(_ seed: Int) throws {
    let table = try Self.report(seed).csv
    for row in table.split(separator: "\r\n") {
      let cells = Self.cells(row)
      #expect(cells.count == 12, "\(row)")
      for cell in cells { #expect(cell.unicodeScalars.first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } != true, "\(cell)") }
    }
  }

  @Test("Markdown takes none of it for a mark", arguments: 0..<40)
  func markdown(_ seed: Int) throws {
    // What is left when code is taken out is read as prose.
    let prose = Self.withoutCode(try Self.report(seed).markdown())
    for mark in ["<img", "<script", "[x]", "[y]", "@octocat", "https://evil", "www.evil", "<!--", "&commat;"] { #expect(!prose.contains(mark), "\(mark) in \(prose)") }
  }

  @Test func aMarkOfMarkdownCannotBeReachedByAnotherMark() {
    #expect(MarkdownText.prose("\\[x](y)") == "\\\\\\[x](y)")
    #expect(MarkdownText.prose("a ` b @c") == "a \\` b @\u{200B}c")
    #expect(MarkdownText.prose("`a|b*` and *c*") == "`a\\|b*` and \\*c\\*")
    #expect(MarkdownText.code("a\\|b<") == "<code>a&#92;&#124;b&#60;</code>")
    #expect(MarkdownText.code("a`b") == "``a`b``")
  }

  @Test func aNameInADifferenceIsQuotedAsGitDoes() {
    let diff = UnifiedDiff.text(from: Array("a\n".utf8), to: Array("b\n".utf8), path: "x\n\u{1B}\"\u{202E}.swift")
    #expect(diff.hasPrefix("--- \"a/x\\012\\033\\\"\\342\\200\\256.swift\"\n+++ \"b/x\\012\\033\\\"\\342\\200\\256.swift\"\n@@"))
  }

  /// The text without spans and blocks of code, as a reader of Markdown finds them.
  private static func withoutCode(_ text: String) -> String {
    var prose = ""
    var rest = text[...]
    while let first = rest.first {
      let ticks = rest.prefix { $0 == "`" }
      if first == "\\" {
        rest = rest.dropFirst(2)
      } else if ticks.isEmpty {
        prose.append(first)
        rest = rest.dropFirst()
      } else {
        rest = rest.dropFirst(ticks.count)
        // The next run of as many ends it.
        var inside = rest
        while !inside.isEmpty {
          inside = inside.drop { $0 != "`" }
          let end = inside.prefix { $0 == "`" }
          inside = inside.dropFirst(end.count)
          guard end.count == ticks.count else { continue }
          rest = inside
          break
        }
      }
    }
    return prose
  }

  // MARK: Secrets

  private static let settings = [
    "sasl.password", "ssl.key.password", "ssl.key.pem", "ssl.keystore.password", "sasl.oauthbearer.config", "sasl.oauthbearer.client.secret", "basic.auth.user.info",
    "bearer.auth.token", "sasl.jaas.config",
  ]

  @Test("no report tells a setting's secret", arguments: settings)
  func secrets(_ name: String) throws {
    let source = """
      import Bytewax
      import BytewaxKafka
      let flow = Dataflow()
      flow.input("inp", KafkaInput(brokers: ["u:hunter2pw@b:9092"], topics: ["t"], addConfig: ["\(name)": "hunter2pw", "acks": "all"]))
      flow.output("out", KafkaOutput(brokers: ["b:9092"], topic: "t", addConfig: ["\(name)": "hunter2pw"]))
      let registry = "https://user:hunter2pw@registry"; flow.map { (n: Int) in n + 1 }
      flow.output("out", StdOutput())

      """.replacing("\"u:hunter2pw@b", with: "\"b")
    let report = try ReportFixture.report(source)
    #expect(report.findings.contains { $0.source.contains("**********") })
    for text in try [report.text(), report.lines(), report.markdown(), report.html(), report.json(), report.sarif(), report.github(), report.csv] {
      #expect(!text.contains("hunter2pw"), "\(text.split(separator: "\n").first { $0.contains("hunter2pw") } ?? "")")
    }
  }

  private static func cells(_ row: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    var characters = Array(row.unicodeScalars)[...]
    while let scalar = characters.popFirst() {
      switch scalar {
      case "\"" where isQuoted && characters.first == "\"":
        characters.removeFirst()
        cells[cells.count - 1] += "\""
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].unicodeScalars.append(scalar)
      }
    }
    return cells
  }
}
