import DataflowCore
import Testing

@testable import DataflowRuntime

/// Many polls a turn are for fast flows only.
@Suite struct PollCountTests {
  private let epoch = TimeSpan(.seconds(1))

  /// How many polls are made in epochs of a second when each takes so long.
  private func settled(_ poll: Duration) -> [Int] {
    var count = PollCount()
    return (0..<40).map { _ in
      let times = count.times
      count.adjust(to: TimeSpan(poll * times), in: epoch)
      return times
    }
  }

  @Test func fastCallbacksArePolledMoreAndMoreOften() {
    #expect(settled(.microseconds(100)).prefix(7) == [1, 2, 4, 8, 16, 32, 32])
  }

  @Test("a turn never takes much of an epoch", arguments: [1, 5, 20, 100])
  func slowCallbacks(_ milliseconds: Int) {
    #expect(settled(.milliseconds(milliseconds)).allSatisfy { $0 == 1 || $0 * milliseconds <= 40 })
  }
}
