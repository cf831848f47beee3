import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// What a cache keeps of an outcome.
@Suite struct StoredOutcomeTests {
  private static let source = """
    import Bytewax
    let flow = Dataflow()
    flow.input("inp", TestingInput(["é"])) // waxwing:ignore rename-testing-input known
    flow.reduce("sum", { (a: Int, b: Int) in a + b }, { $0 > 6 })
    flow.output("out", StdOutput())

    """

  private func outcome() throws -> FileOutcome { try Migration(book: packageRules).rewrite(path: "Flow.swift", bytes: Array(Self.source.utf8)) }

  @Test func anOutcomeIsTheSameAfterItWasKept() throws {
    let outcome = try outcome()
    let kept = try #require(StoredOutcome(bytes: StoredOutcome(outcome).bytes[...])).outcome(before: outcome.before, after: outcome.after)
    #expect(!outcome.findings.isEmpty && !outcome.suppressed.isEmpty && !outcome.detected.evidence.isEmpty)
    #expect(kept.findings == outcome.findings && kept.suppressed == outcome.suppressed && kept.edits == outcome.edits)
    #expect(kept.detected.evidence == outcome.detected.evidence && kept.detected.possible == outcome.detected.possible)
    #expect(kept.from == outcome.from && kept.reached == outcome.reached && kept.path == outcome.path)
  }

  @Test func bytesThatEndTooSoonAreNoOutcome() throws {
    let bytes = StoredOutcome(try outcome()).bytes
    for size in 0..<bytes.count { #expect(StoredOutcome(bytes: bytes[..<size]) == nil) }
  }

  @Test func changedBytesDoNoHarm() throws {
    let bytes = StoredOutcome(try outcome()).bytes
    for place in bytes.indices {
      for byte in [UInt8(0), 0x7F, 0x80, 0xFF] {
        var damaged = bytes
        damaged[place] = byte
        // Some are outcomes of another file; none may end the process or ask for memory without end.
        _ = StoredOutcome(bytes: damaged[...])
      }
    }
  }
}
