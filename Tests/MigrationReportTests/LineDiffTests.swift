import TestSupport
import Testing

@testable import MigrationReport

@Suite("Line differences")
struct LineDiffTests {
  private func lines(_ texts: [String]) -> [ArraySlice<UInt8>] { texts.map { Array($0.utf8)[...] } }

  private func applied(_ changes: [LineChange], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var next = 0
    for change in changes {
      result += old[next..<change.old.lowerBound] + new[change.new]
      next = change.old.upperBound
    }
    return result + old[next...]
  }

  @Test(arguments: [(40, 6), (40, 500), (3_000, 40), (3_000, 100_000)])
  func changesTurnOneTextIntoTheOther(_ size: Int, _ alphabet: Int) {
    var dice = SeededRandom(UInt64(size + alphabet))
    for _ in 0..<(size < 100 ? 200 : 4) {
      let old = lines((0..<Int.random(in: 0...size, using: &dice)).map { _ in "\(Int.random(in: 0..<alphabet, using: &dice))" })
      var new = old
      for _ in 0..<Int.random(in: 0...(size / 4), using: &dice) {
        let place = Int.random(in: 0...new.count, using: &dice)
        if Bool.random(using: &dice), place < new.count { new.remove(at: place) } else { new.insert(Array("new \(place)".utf8)[...], at: place) }
      }
      let changes = LineDiff.changes(from: old, to: new)
      #expect(applied(changes, old, new) == new)
      #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.old.upperBound < $1.old.lowerBound })
    }
  }

  @Test func twoLongTextsWithNothingInCommonAreOneChange() {
    let old = lines((0..<30_000).map { "old \($0)" })
    let new = lines((0..<30_000).map { "new \($0)" })
    #expect(LineDiff.changes(from: old, to: new) == [LineChange(old: 0..<30_000, new: 0..<30_000)])
  }

  @Test func aLongTextIsCutAtLinesThatStandOnce() {
    let old = (0..<5_000).map { $0.isMultiple(of: 7) ? "}" : "line \($0)" }
    var new = old
    new[2_500] = "changed"
    new.insert("added", at: 4_000)
    #expect(
      LineDiff.changes(from: lines(old), to: lines(new))
        == [LineChange(old: 2_500..<2_501, new: 2_500..<2_501), LineChange(old: 4_000..<4_000, new: 4_000..<4_001)])
  }

  @Test func asManyNewLinesAsOldOnesArePairedInOrder() {
    let pairing = LinePairing(LineChange(old: 0..<2, new: 0..<2), lines(["a", "b"]), lines(["b", "a"]))
    #expect(pairing.becomes(0) == [0])
    #expect(pairing.becomes(1) == [1])
  }

  @Test func otherwiseNewLinesGoWhereTheirWordsAre() {
    let old = lines(["let flow = Dataflow()", "flow.reduce(\"sum\", add)", "flow.output(\"out\")"])
    let new = lines(["let flow = Dataflow(\"f\")", "let sumSteps = op.statefulMap(\"sum\") {", "  add(kept)", "}", "op.output(\"out\", sum)"])
    let pairing = LinePairing(LineChange(old: 0..<3, new: 0..<5), old, new)
    #expect(pairing.becomes(0) == [0])
    #expect(pairing.becomes(1) == [1, 2, 3])
    #expect(pairing.becomes(2) == [4])
  }
}
