import DataflowCore
import Testing

@testable import Windowing

/// A fold that cannot merge: it writes down what it was told.
private struct TranscriptFold: WindowFold {
  func begin(_ value: Double, at time: Instant) -> String { "begin \(Int(value))" }
  func fold(_ value: Double, at time: Instant, into text: inout String) { text += ", \(Int(value))@\(Int(seconds(time)))" }
  func finish(_ text: consuming String) -> String { text + "." }
}

@Suite struct ReplayingFoldTests {
  @Test func bridgedSessionsAreFoldedAsIfTheLaterItemsHadComeAfterTheEarlierOnes() throws {
    var driver = KeyDriver(
      eventClock(wait: 100), try SessionWindower(gap: span(5), fold: ReplayingFold(TranscriptFold())))
    for item in [1, 9, 10, 5] as [Double] { try driver.item(item, now: laterThanAllEvents) }
    try driver.endOfInput()
    #expect(driver.closed.map(\.output) == ["begin 1, 9@9, 10@10, 5@5."])
  }
}
