import Connectors
import DataflowCore
import Foundation
import Testing

/// Batches are taken on a thread of their own, as a worker takes them: a test that waited on a thread of the
/// task pool could keep the reading task from ever running.
@Suite struct BatchAsyncTests {
  /// Long enough that only items or the end can be what a batch waits for.
  let forever = Duration.seconds(600)

  func onOwnThread(_ work: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }

  @Test func batchesFillUpAndTheLastIsShort() async throws {
    let (stream, feed) = AsyncStream.makeStream(of: Int.self)
    for item in 1...5 { feed.yield(item) }
    feed.finish()
    let batches = batchAsync(stream, timeout: forever, batchSize: 2)
    try await onOwnThread { () throws in
      #expect(try batches.nextBatch() == [1, 2])
      #expect(try batches.nextBatch() == [3, 4])
      #expect(try batches.nextBatch() == [5])
      #expect(throws: StopIteration.self) { try batches.nextBatch() }
    }
  }

  @Test func theTimeoutGivesWhatHasCome() async throws {
    let (stream, feed) = AsyncStream.makeStream(of: Int.self)
    let batches = batchAsync(stream, timeout: .zero, batchSize: 2)
    try await onOwnThread { () throws in
      #expect(try batches.nextBatch() == [])
      feed.yield(1)
      var found: [Int] = []
      while found.isEmpty { found = try batches.nextBatch() }
      #expect(found == [1])
    }
    feed.finish()
  }

  struct Broken: Error {}

  @Test func anErrorComesAfterTheItemsBeforeIt() async throws {
    let (stream, feed) = AsyncThrowingStream.makeStream(of: Int.self)
    feed.yield(1)
    feed.finish(throwing: Broken())
    let batches = batchAsync(stream, timeout: forever, batchSize: 10)
    try await onOwnThread { () throws in
      #expect(try batches.nextBatch() == [1])
      #expect(throws: Broken.self) { try batches.nextBatch() }
    }
  }

  @Test func readingStaysOneBatchAhead() async throws {
    let asked = TestingList<Int>()
    let numbers = AsyncStream<Int> {
      let number = asked.items.count
      asked.append(contentsOf: [number])
      return number
    }
    let batches = batchAsync(numbers, timeout: forever, batchSize: 3)
    try await onOwnThread { () throws in
      for round in 0..<50 {
        #expect(try batches.nextBatch() == [round * 3, round * 3 + 1, round * 3 + 2])
        #expect(asked.items.count <= (round + 2) * 3)
      }
    }
  }

  @Test func releasingTheBatchesStopsTheReading() async throws {
    let (stream, feed) = AsyncStream.makeStream(of: Int.self)
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    feed.onTermination = { _ in end.finish() }
    do {
      let batches = batchAsync(stream, timeout: .zero, batchSize: 1)
      #expect(try batches.nextBatch() == [])
    }
    for await _ in ended {}
  }
}
