import Foundation
import TestSupport
import Testing

/// A report, a dry run and a migration say the same of the same tree, and that is what happens to it.
@Suite struct CountTests {
  /// Programs of old eras, some that are left, one that is held back, scripts that start them.
  private static func tree() throws -> [String: String] {
    var files: [String: String] = [:]
    for era in ["v0.16", "v0.17", "v0.18", "v0.19"] {
      let folder = packageFolder.appending(path: "Fixtures/Programs/\(era)")
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
        files["\(era)/\(name)"] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      }
    }
    let deployments = packageFolder.appending(path: "Fixtures/Deployments/before")
    for case let name as String in try #require(FileManager.default.enumerator(atPath: deployments.path)) {
      if let text = try? String(contentsOf: deployments.appending(path: name), encoding: .utf8) { files["deploy/\(name)"] = text }
    }
    files["left.swift"] = "import Bytewax\nlet flows = [Dataflow()]\nflows[0].input(\"inp\", TestingInput([1]))\nflows[0].output(\"out\", StdOutput())\n"
    files["newer.swift"] = "import Bytewax\nlet clock = EventClock()\n"
    files["broken.swift"] = "import Bytewax\nlet flow = (\n"
    return files
  }

  private struct Document: Decodable {
    struct Finding: Decodable {
      let rule, file, action: String
      let line: Int
      let suppression: [String: String]?
    }
    struct Summary: Decodable {
      let text: String
      let counts: [String: Int]
    }
    let findings: [Finding]
    let summary: Summary
  }

  private func document(_ place: Workplace) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(place.waxwing("report", ".", "--format", "json", "--no-cache").output.utf8))
  }

  private func lastLine(_ text: String) -> String { text.split(separator: "\n").last.map(String.init) ?? "" }

  @Test func reportDryRunAndMigrationCountWhatIsWritten() throws {
    let files = try Self.tree()
    let place = try Workplace(files)
    let report = try document(place)
    let dry = try place.waxwing("migrate", ".")
    let written = try place.waxwing("migrate", ".", "--write")
    #expect(lastLine(dry.errors) == report.summary.text)
    #expect(lastLine(written.errors) == report.summary.text, "\(written.errors)")
    // What is told as rewritten is rewritten, and nothing else is.
    let told = report.findings.filter { $0.suppression == nil && ["rewritten", "review"].contains($0.action) }
    #expect(told.count == (report.summary.counts["rewritten"] ?? 0) + (report.summary.counts["review"] ?? 0) && told.count > 300)
    var changed: Set<String> = []
    for (name, text) in files {
      let now = try place.read(name).split(separator: "\n").filter { !$0.contains("TODO(waxwing") }
      if now != text.split(separator: "\n").filter({ !$0.contains("TODO(waxwing") }) { changed.insert(name) }
    }
    #expect(changed == Set(told.map(\.file)))
    // Nearly each place was in the difference that the dry run showed: what one hop adds and the next takes away again is not, nor is a
    // variable's place when the words that use it change.
    let lines = Self.changedLines(dry.output)
    let missing = told.filter { finding in !(finding.line - 3...finding.line + 3).contains { lines[finding.file]?.contains($0) == true } }
    #expect(missing.count * 20 < told.count, "\(missing.map { "\($0.file):\($0.line) \($0.rule)" })")
    // And afterwards no place that was written is told as one to be written.
    let again = try document(place)
    #expect(again.findings.filter { ["rewritten", "review"].contains($0.action) && $0.suppression == nil }.isEmpty)
  }

  @Test func whatIsNotChosenIsNotCountedAsRewritten() throws {
    let place = try Workplace(["a.swift": oldFlow])
    let part = try place.waxwing("migrate", ".", "--interactive", input: "n\nn\ny\n")
    #expect(lastLine(part.errors).contains("held back") && !lastLine(part.errors).contains("0 rewritten"), "\(part.errors)")
    let place2 = try Workplace(["a.swift": oldFlow])
    let none = try place2.waxwing("migrate", ".", "-i", input: "q\n")
    #expect(!lastLine(none.errors).contains("rewritten"), "\(none.errors)")
  }

  @Test func nothingToDoIsSaidWithWhyItIsNotProven() throws {
    let place = try Workplace(["a.swift": newFlow])
    #expect(try lastLine(place.waxwing("migrate", ".").errors) == "nothing to do for 1 flow, not proven: the compiler was not asked (--no-compile-check)")
    #expect(try lastLine(place.waxwing("report", ".").output) == "nothing to do for 1 flow, not proven: the compiler was not asked (--evidence lexical)")
    let asked = try place.asking("report", ".")
    #expect(lastLine(asked.output) == "nothing to do for 1 flow" && asked.output.contains("a.swift: up to date\n"), "\(asked.output)\(asked.errors)")
    #expect(try lastLine(place.asking("migrate", ".").errors) == "nothing to do for 1 flow")
  }

  @Test func aFileThatWouldNotCompileIsHeldBackInTheReportToo() throws {
    // The text alone does not see that the second closure's value is the wrong one for the new operator's signature of another file.
    let place = try Workplace(["a.swift": oldFlow, "newer.swift": "import Bytewax\nlet clock = EventClock()\n"])
    let said = try [place.asking("report", ".", "--format", "lines").output, place.asking("migrate", ".").errors].map(lastLine)
    #expect(said[0] == said[1])
    #expect(try lastLine(place.asking("migrate", ".", "--write").errors) == said[0])
  }

  @Test func wordsOfOtherErasAreNamedByRunToo() throws {
    let place = try Workplace(["new.swift": "import Bytewax\nlet flow = Dataflow(\"f\")\nlet clock = SystemClock()\n"])
    let ran = try place.waxwing("run", "new.swift")
    #expect(ran.status == 1 && ran.errors.contains("error: new.swift:3:13: 'SystemClock' is of 0.20 or 0.21, newer than Waxwing knows"), "\(ran.errors)")
    #expect(try place.waxwing("migrate", ".").status == 1)
    #expect(try place.waxwing("report", ".").output.contains("1 flow among 1 file: 1 is newer than Waxwing knows"))
  }

  /// The old numbers of the lines that a unified difference takes out, and of those beside what it puts in, by file.
  private static func changedLines(_ difference: String) -> [String: Set<Int>] {
    var found: [String: Set<Int>] = [:]
    var (file, line) = ("", 0)
    for text in difference.split(separator: "\n", omittingEmptySubsequences: false) {
      if text.hasPrefix("--- a/") { file = String(text.dropFirst(6)); continue }
      if text.hasPrefix("+++ b/") { continue }
      if let hunk = text.firstMatch(of: /^@@ -(\d+)/) { line = Int(hunk.1) ?? 0; continue }
      switch text.first {
      case "-":
        found[file, default: []].insert(line)
        line += 1
      case "+": found[file, default: []].formUnion([line - 1, line])
      default: line += 1
      }
    }
    return found
  }
}
