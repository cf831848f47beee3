import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// The ids of steps that had none: a recovery store is found again by them, so nothing but the step itself may decide them.
@Suite("Generated step ids")
struct StepIDTests {
  private static let pieces = [
    "func lower(_ line: String) -> String { line.lowercased() }",
    "func isLong(_ word: String) -> Bool { word.count > 3 }",
    "struct Score { let value: Int }",
    "// Words and what they are worth.",
    "let limit = 3",
  ]
  private static let input = "let flow = Dataflow()\nflow.input(\"inp\", TestingInput([\"a b\"]))"
  private static let steps = [
    "flow.map(lower)", "flow.filter(isLong)", "flow.flatMap { (line: String) in line.split(separator: \" \").map(String.init) }",
    "flow.filterMap { (word: String) in word.isEmpty ? nil : word }", "flow.inspect { print($0) }",
  ]

  private static func source(pieces: [String] = pieces, steps: [String] = steps, gap: String = "\n") -> String {
    ("import Bytewax" + gap) + (pieces + [input] + steps + ["flow.output(\"out\", StdOutput())\n"]).joined(separator: gap)
  }

  /// The ids in the order of the steps.
  private static func ids(_ source: String, path: String = "Flow.swift") throws -> [String] {
    let outcome = try rewrite(source, path: path)
    return outcome.text.matches(of: /\bop\.\w+\(\s*"([^"]+)"/).map { String($0.1) }
  }

  @Test func areTheSameInWhateverOrderDeclarationsStand() throws {
    let known = try Self.ids(Self.source())
    #expect(known.count == Self.steps.count + 2)
    for first in Self.pieces.indices {
      let turned = Array(Self.pieces[first...] + Self.pieces[..<first])
      #expect(try Self.ids(Self.source(pieces: turned)) == known)
      #expect(try Self.ids(Self.source(pieces: turned.reversed())) == known)
    }
  }

  @Test func areTheSameOnOtherLines() throws {
    let known = try Self.ids(Self.source())
    #expect(try Self.ids(Self.source(gap: "\n\n// far\n\n")) == known)
  }

  @Test func stayWhenAnotherStepGoesOrComes() throws {
    let known = try Self.ids(Self.source())
    for gone in Self.steps.indices {
      var steps = Self.steps
      steps.remove(at: gone)
      var expected = known
      let id = expected.remove(at: gone + 1)
      #expect(try Self.ids(Self.source(steps: steps)) == expected, "without '\(Self.steps[gone])' ('\(id)')")
    }
    for place in 0...Self.steps.count {
      var steps = Self.steps
      steps.insert("flow.map { (fresh: String) in fresh + \"!\" }", at: place)
      #expect(try Self.ids(Self.source(steps: steps)).filter { known.contains($0) } == known)
    }
  }

  @Test func followStepsThatChangePlaces() throws {
    let known = try Self.ids(Self.source())
    var steps = Self.steps
    steps.swapAt(0, 1)
    var expected = known
    expected.swapAt(1, 2)
    #expect(try Self.ids(Self.source(steps: steps)) == expected)
  }

  @Test("are plain, each its own, and the same every time", arguments: [Era.v0_16, .v0_17])
  func arePlainAndUnique(_ era: Era) throws {
    let programs = ProgramTests.programs(era)
    #expect(!programs.isEmpty)
    for name in programs.sorted() {
      let (source, path) = (try ProgramTests.text(of: name, era), name + ".swift")
      let (old, ids) = (source.matches(of: /"([^"]+)"/).map { String($0.1) }, try Self.ids(source, path: path))
      #expect(try Self.ids(source, path: path) == ids)
      let made = ids.filter { !old.contains($0) && !$0.contains("\\(") }
      #expect(made.allSatisfy { $0.wholeMatch(of: /[a-z0-9_]+/) != nil }, "\(name): \(made)")
      // Two flows may have steps of one name, and so may two branches of which one runs.
      let isOneRow = source.matches(of: /Dataflow\(\)/).count == 1 && !source.contains("} else {")
      #expect(Set(made).count == made.count || !isOneRow, "\(name): \(made)")
    }
  }
}
