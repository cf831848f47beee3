import DataflowCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Gathers what an asynchronous sequence brings into batches, for the `nextBatch` of a source partition.
///
/// A task reads the sequence from now on, never more than one batch ahead. Taking a batch waits until there are `batchSize` items,
/// `timeout` is over or the sequence has ended, and may give an empty one. It blocks its thread, as a worker's may; asynchronous
/// code should read the sequence itself.
///
///     let ticks = batchAsync(stream, timeout: .milliseconds(100), batchSize: 50)
///     func nextBatch() throws -> [Tick] { try ticks.nextBatch() }
public func batchAsync<Items: AsyncSequence & Sendable>(
  _ aib: Items, timeout: Duration, batchSize: Int
) -> AsyncBatches<Items.Element> where Items.Element: Sendable {
  let pool = AsyncPool<Items.Element>(size: max(1, batchSize))
  let reading = Task {
    do {
      for try await item in aib {
        pool.put(item)
        await pool.room()
        if Task.isCancelled { break }
      }
      pool.end(nil)
    } catch {
      pool.end(error)
    }
  }
  return AsyncBatches(pool, timeout) { reading.cancel() }
}

/// The batches of an asynchronous sequence; reading stops when it is released.
public final class AsyncBatches<Item: Sendable>: Sendable {
  private let pool: AsyncPool<Item>
  private let timeout: Duration
  private let cancel: @Sendable () -> Void

  fileprivate init(_ pool: AsyncPool<Item>, _ timeout: Duration, cancel: @escaping @Sendable () -> Void) {
    self.pool = pool
    self.timeout = timeout
    self.cancel = cancel
  }

  deinit {
    cancel()
    pool.abandon()
  }

  /// The next batch, perhaps empty; `nil` at the end. Throws what the sequence threw, after what came before it.
  public func next() throws -> [Item]? { try pool.take(within: timeout) }

  /// As `next`, but throws `StopIteration` at the end.
  public func nextBatch() throws -> [Item] {
    guard let batch = try next() else { throw StopIteration() }
    return batch
  }
}

/// Where the reading task and the worker's thread meet.
///
/// Unchecked because the C mutex guards every variable, and both C objects stay at one address for the pool's whole life.
private final class AsyncPool<Item: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let size: Int
  private var items: [Item] = []
  private var hasEnded = false
  private var failure: (any Error)?
  /// The reading task, when it waits for room.
  private var reader: CheckedContinuation<Void, Never>?

  init(size: Int) {
    self.size = size
    mutex.initialize(to: pthread_mutex_t())
    changed.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  private func locked<Result>(_ work: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try work()
  }

  func put(_ item: Item) {
    locked {
      items.append(item)
      if items.count >= size { pthread_cond_signal(changed) }
    }
  }

  func end(_ error: (any Error)?) {
    locked {
      failure = error
      hasEnded = true
      pthread_cond_signal(changed)
    }
  }

  /// Returns when another item fits.
  func room() async {
    await withCheckedContinuation { continuation in
      let isFull = locked {
        if items.count < size || hasEnded { return false }
        reader = continuation
        return true
      }
      if !isFull { continuation.resume() }
    }
  }

  /// Lets the reading task go: nobody will take another batch.
  func abandon() {
    locked { hasEnded = true }
    wakeReader()
  }

  private func wakeReader() {
    let waiting = locked {
      defer { reader = nil }
      return reader
    }
    waiting?.resume()
  }

  func take(within timeout: Duration) throws -> [Item]? {
    let batch: [Item]? = try locked {
      waitUntilFull(Instant.now() + TimeSpan(timeout))
      if items.isEmpty && hasEnded {
        if let failure { throw failure }
        return nil
      }
      defer { items = [] }
      return items
    }
    wakeReader()
    return batch
  }

  private func waitUntilFull(_ deadline: Instant) {
    let (seconds, rest) = deadline.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    var time = timespec(tv_sec: Int(max(0, seconds)), tv_nsec: Int(max(0, rest)) * 1000)
    while items.count < size && !hasEnded {
      if pthread_cond_timedwait(changed, mutex, &time) == ETIMEDOUT { return }
    }
  }
}
