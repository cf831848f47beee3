import Connectors
import DataflowCore
import Testing

@Suite struct BatchingTests {
  @Test func batchCutsASequence() throws {
    #expect(Array(batch(0..<5, batchSize: 2)) == [[0, 1], [2, 3], [4]])
    #expect(Array(batch([Int](), batchSize: 2)) == [])
    var one = batch(["a"], batchSize: 2)
    #expect(try one.nextBatch() == ["a"])
    #expect(throws: StopIteration.self) { try one.nextBatch() }
  }

  /// A getter that gives one answer after the other and then throws `StopIteration`.
  func answering<Answer>(_ answers: [Answer]) -> () throws -> Answer {
    var rest = answers.makeIterator()
    return {
      guard let answer = rest.next() else { throw StopIteration() }
      return answer
    }
  }

  func all<Item>(_ batches: GetterBatches<Item>) throws -> [[Item]] {
    var (batches, found) = (batches, [[Item]]())
    while let batch = try batches.next() { found.append(batch) }
    return found
  }

  @Test func batchGetterYieldsOnNilAndEndsWithWhatItHas() throws {
    #expect(try all(batchGetter(batchSize: 2, answering([1, 2, 3, nil, nil, 4]))) == [[1, 2], [3], [], [4]])
    #expect(try all(batchGetter(batchSize: 2, answering([1, 2]))) == [[1, 2], []])
  }

  @Test func batchGetterYieldsOnAValue() throws {
    #expect(try all(batchGetter(batchSize: 2, yieldOn: 0, answering([1, 0, 2, 3, 4]))) == [[1], [2, 3], [4]])
  }

  struct Empty: Error {}
  struct Broken: Error {}

  @Test func batchGetterExYieldsOnAnErrorAndPassesOthersOn() throws {
    var calls = 0
    var batches = batchGetterEx(batchSize: 3, yieldEx: Empty.self) {
      calls += 1
      if calls == 2 { throw Empty() }
      if calls == 4 { throw Broken() }
      return calls
    }
    #expect(try batches.nextBatch() == [1])
    #expect(throws: Broken.self) { try batches.nextBatch() }
  }

  @Test func ffwdIterSkips() {
    var iterator = (0..<5).makeIterator()
    ffwdIter(&iterator, n: 3)
    #expect(iterator.next() == 3)
    ffwdIter(&iterator, n: 10)
    #expect(iterator.next() == nil)
  }

  @Test func pollNextBatchWaitsForItems() throws {
    final class Slow: StatelessSourcePartition {
      var polls = 0
      func nextBatch() throws -> [Int] {
        polls += 1
        return polls < 3 ? [] : [polls]
      }
    }
    #expect(try pollNextBatch(Slow()) == [3])
    #expect(try pollNextBatch(open(TestingSource([1]))) == [1])
    #expect(throws: TimeoutError.self) { try pollNextBatch(Slow(), timeout: .zero) }
  }
}
