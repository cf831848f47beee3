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

@Suite struct BatchAsyncTests {
  /// Long enough that only items or the end can be what a batch waits for.
  let forever = Duration.seconds(600)

  @Test func batchesFillUpAndTheLastIsShort() throws {
    let (stream, feed) = AsyncStream.makeStream(of: Int.self)
    for item in 1...5 { feed.yield(item) }
    feed.finish()
    let batches = batchAsync(stream, timeout: forever, batchSize: 2)
    #expect(try batches.nextBatch() == [1, 2])
    #expect(try batches.nextBatch() == [3, 4])
    #expect(try batches.nextBatch() == [5])
    #expect(throws: StopIteration.self) { try batches.nextBatch() }
  }

  @Test func theTimeoutGivesWhatHasCome() throws {
    let (stream, feed) = AsyncStream.makeStream(of: Int.self)
    let batches = batchAsync(stream, timeout: .zero, batchSize: 2)
    #expect(try batches.nextBatch() == [])
    feed.yield(1)
    var found: [Int] = []
    while found.isEmpty { found = try batches.nextBatch() }
    #expect(found == [1])
    feed.finish()
  }

  struct Broken: Error {}

  @Test func anErrorComesAfterTheItemsBeforeIt() throws {
    let (stream, feed) = AsyncThrowingStream.makeStream(of: Int.self)
    feed.yield(1)
    feed.finish(throwing: Broken())
    let batches = batchAsync(stream, timeout: forever, batchSize: 10)
    #expect(try batches.nextBatch() == [1])
    #expect(throws: Broken.self) { try batches.nextBatch() }
  }

  @Test func readingStaysOneBatchAhead() async throws {
    let asked = TestingList<Int>()
    let numbers = AsyncStream<Int> {
      let number = asked.items.count
      asked.append(contentsOf: [number])
      return number
    }
    let batches = batchAsync(numbers, timeout: forever, batchSize: 3)
    for round in 0..<50 {
      #expect(try batches.nextBatch() == [round * 3, round * 3 + 1, round * 3 + 2])
      #expect(asked.items.count <= (round + 2) * 3)
    }
  }

  @Test func releasingTheBatchesStopsTheReading() async throws {
    let (stream, feed) = AsyncStream.makeStream(of: Int.self)
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    feed.onTermination = { _ in end.finish() }
    do {
      let batches = batchAsync(stream, timeout: .zero, batchSize: 1)
      _ = try batches.nextBatch()
    }
    for await _ in ended {}
  }
}
