import DataflowCore
import Testing

@testable import Connectors

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

private func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

@Suite struct SimplePollingSourceTests {
  func partition(
    _ interval: Duration, now: Double, alignTo: Date? = nil, _ next: @escaping () throws -> [Int] = { [1] }
  ) -> SimplePollingPartition<Int> {
    SimplePollingPartition(now: Instant(at(now)), interval: interval, alignTo: alignTo, next)
  }

  @Test func theFirstPollIsAtOnceAndTheOthersAnIntervalApart() throws {
    let part = partition(.seconds(10), now: 3)
    #expect(part.nextAwake() == at(3))
    #expect(try part.nextBatch() == [1])
    #expect(part.nextAwake() == at(13))
    #expect(try part.nextBatch() == [1])
    #expect(part.nextAwake() == at(23))
  }

  @Test(
    "with a time to align to, the first poll is on the next whole interval from it",
    arguments: [(13.0, 0.0, 20.0), (20, 0, 20), (13, 5, 15), (13, 100, 20), (-3, 0, 0), (13, 1003.5, 13.5)])
  func alignment(_ now: Double, _ alignTo: Double, _ first: Double) {
    #expect(partition(.seconds(10), now: now, alignTo: at(alignTo)).nextAwake() == at(first))
  }

  @Test func aRetryEmitsNothingAndCountsFromTheTimeThatWasDue() throws {
    var isReady = false
    let part = partition(.seconds(10), now: 0) {
      if !isReady { throw PollingRetry(timeout: .seconds(1)) }
      return [7]
    }
    #expect(try part.nextBatch() == [])
    #expect(part.nextAwake() == at(1))
    isReady = true
    #expect(try part.nextBatch() == [7])
    #expect(part.nextAwake() == at(11))
  }

  final class Counting: SimplePollingSource {
    let interval: Duration = .seconds(5)
    let answers: TestingList<Int>
    init(_ answers: [Int]) { self.answers = TestingList(answers) }

    func nextItem() throws -> Int? {
      let left = answers.items
      guard let answer = left.first else { throw StopIteration() }
      answers.removeAll()
      answers.append(contentsOf: Array(left.dropFirst()))
      if answer < 0 { throw Retry(timeout: .seconds(1)) }
      if answer > 100 { throw SimplePollingSource.Retry(timeout: .seconds(2)) }
      return answer == 0 ? nil : answer
    }
  }

  @Test func nilEmitsNothingAndStopIterationEnds() throws {
    let source = Counting([1, 0, -1, 101, 2])
    #expect(try source.listParts() == ["singleton"])
    #expect(source.alignTo == nil)
    #expect(try batches(open(source)) == [[1], [], [], [], [2]])
  }

  @Test func itsEmptyPositionSurvivesTheRecoveryStore() throws {
    let codec = StateCodec<Counting.Partition.State>()
    let bytes = try codec.encoding(open(Counting([])).snapshot())
    #expect(try items(open(Counting([3]), resumeState: codec.resume(bytes))) == [3])
  }
}

@Suite struct RandomMetricSourceTests {
  func partition(_ count: Int, from state: RandomMetricState? = nil) -> RandomMetricPartition {
    RandomMetricSource("load", interval: .seconds(0.7), count: count, nextRandom: { 4.5 })
      .buildPart(now: Instant(microseconds: 0), forPart: "load", resumeState: state)
  }

  @Test func itEmitsNameAndNumberCountTimes() throws {
    let found = try items(partition(3))
    #expect(found.map(\.0) == ["load", "load", "load"])
    #expect(found.map(\.1) == [4.5, 4.5, 4.5])
    #expect(try RandomMetricSource("load").listParts() == ["load"])
  }

  @Test func numbersAreAnIntervalApart() throws {
    let part = partition(3)
    #expect(part.nextAwake() == at(0))
    _ = try part.nextBatch()
    #expect(part.nextAwake() == at(0.7))
    _ = try part.nextBatch()
    #expect(part.nextAwake() == at(1.4))
  }

  @Test func itResumesWithTimeAndCount() throws {
    let part = partition(3)
    _ = try part.nextBatch()
    let state = part.snapshot()
    #expect(state == RandomMetricState(awakeAt: Instant(microseconds: 700_000), count: 1))
    #expect(try items(partition(3, from: state)).count == 2)
    let codec = StateCodec<RandomMetricState>()
    #expect(try codec.resume(codec.encoding(state)) == state)
  }

  @Test func numbersAreWholeFromZeroToNineByDefault() throws {
    let source = RandomMetricSource("load", interval: .zero, count: 200)
    let numbers = Set(try items(open(source)).map(\.1))
    #expect(numbers.isSubset(of: Set((0..<10).map(Double.init))))
    #expect(numbers.count > 1)
  }
}
