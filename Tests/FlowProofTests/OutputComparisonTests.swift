import TestSupport
import Testing

@testable import FlowProof

@Suite struct OutputComparisonTests {
  private func compare(_ before: [String], _ after: [String]) -> OutputComparison {
    OutputComparison(before: FlowOutput(["standard output": before]), after: FlowOutput(["standard output": after]))
  }

  @Test func equalLinesInAnyOrderAreTheSame() {
    #expect(compare(["a", "b", "a"], ["a", "a", "b"]).difference() == nil)
    #expect(compare(["a", "b"], ["a", "b"]).agreement() == .sameOrder)
    #expect(
      compare(["(\"k\", 1)", "(\"l\", 1)", "(\"k\", 2)"], ["(\"l\", 1)", "(\"k\", 1)", "(\"k\", 2)"]).agreement()
        == .sameOrderPerKey)
    #expect(compare(["a", "b"], ["b", "a"]).agreement() == .sameLines)
    #expect(compare(["(\"k\", 1)", "(\"k\", 2)"], ["(\"k\", 2)", "(\"k\", 1)"]).agreement() == .sameLines)
  }

  @Test func howOftenALineComesCounts() {
    let difference = compare(["a", "a", "b"], ["a", "b"]).difference()
    #expect(difference?.before == "a" && difference?.after == nil && difference?.onlyBefore == 1 && difference?.onlyAfter == 0)
    #expect(difference?.text == "standard output: only before 'a', only after nothing")
  }

  @Test func theTwoSidesOfADifferenceAreOfOneKey() {
    let difference = compare(["(\"a\", 1)", "(\"b\", 2)"], ["(\"c\", 9)", "(\"b\", 3)", "(\"a\", 1)"]).difference()
    #expect(difference?.key == "b" && difference?.before == "(\"b\", 2)" && difference?.after == "(\"b\", 3)")
    #expect(difference?.text == "standard output, key 'b': only before '(\"b\", 2)', only after '(\"b\", 3)' and 1 more")
  }

  @Test func aFileThatOnlyOneSideWritesIsADifferenceEvenWhenEmpty() {
    let difference = OutputComparison(before: FlowOutput(["out/a": []]), after: FlowOutput([:])).difference()
    #expect(difference?.place == "out/a" && difference?.before == "an empty file" && difference?.after == nil)
  }

  @Test func theKeyOfALineIsTheTextThatAPairBeginsWith() {
    #expect(OutputComparison.key(of: "(\"to be\", 2)") == "to be")
    #expect(OutputComparison.key(of: "(\"a \\\"b\\\"\", 2)") == "a \\\"b\\\"")
    #expect(OutputComparison.key(of: "(1, 2)") == nil)
    #expect(OutputComparison.key(of: "(\"open") == nil)
  }

  @Test func windowsAtOtherHoursAreEqualWhenTheyAreEquallyLong() {
    func output(_ open: String, _ close: String) -> FlowOutput {
      FlowOutput(["standard output": ["(\"a\", (WindowMetadata(openTime: \(open), closeTime: \(close)), 3))"]])
    }
    let first = output("2022-01-01 23:59:50 +0000", "2022-01-02 00:00:00 +0000").withoutWindowTimes
    #expect(first.lines["standard output"] == ["(\"a\", (WindowMetadata(10.0 s), 3))"])
    #expect(
      OutputComparison(before: first, after: output("2024-02-29 00:00:05 +0000", "2024-02-29 00:00:15 +0000").withoutWindowTimes)
        .difference() == nil)
    #expect(
      OutputComparison(before: first, after: output("2024-02-29 00:00:05 +0000", "2024-02-29 00:00:16 +0000").withoutWindowTimes)
        .difference() != nil)
  }

  @Test func whatIsNoTextIsComparedByItsBytes() {
    let one = FlowOutput(printed: [], files: ["a": [0, 255]])
    #expect(one.lines["a"]?.count == 1)
    #expect(OutputComparison(before: one, after: FlowOutput(printed: [], files: ["a": [0, 254]])).difference() != nil)
    #expect(FlowOutput(printed: Array("x\n\ny".utf8), files: [:]).lines["standard output"] == ["x", "", "y"])
  }
}
