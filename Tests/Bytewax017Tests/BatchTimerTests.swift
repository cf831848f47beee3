import DataflowCore
import Testing

@testable import DataflowOperators

/// A value every 150 ms, a timeout of 400 ms, six values; the results are those of bytewax 0.17.2 and 0.18.2.
@Suite struct BatchTimerTests {
  private func lists(fromFirst: Bool) throws -> [[Int]] {
    let logic = CollectLogic<Int>(timeout: TimeSpan(microseconds: 400_000), maxSize: 10, fromFirst: fromFirst)
    let run = KeyedRun(logic, tracking: false)
    var lists: [[Int]] = []
    for value in 1...6 {
      let now = Instant(microseconds: Int64(value) * 150_000)
      while let due = run.nextWake, due <= now { lists += try run.wake(now: due).map(\.1) }
      lists += try run.process(Share([("a", value)]), now: now).map(\.1)
    }
    return lists + (try run.end(now: Instant(microseconds: 900_001)).map(\.1))
  }

  @Test func theTimeOfBatchCountsFromTheFirstValue() throws {
    #expect(try lists(fromFirst: true) == [[1, 2, 3], [4, 5, 6]])
  }

  @Test func theTimeOfCollectCountsFromTheLastValue() throws {
    #expect(try lists(fromFirst: false) == [[1, 2, 3, 4, 5, 6]])
  }
}
