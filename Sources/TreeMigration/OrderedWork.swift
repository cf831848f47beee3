import Foundation

/// Does the same to many things on all cores, and hands the results over in the order of the things.
///
/// At most `ahead` results wait for an earlier one, so that memory does not grow with the number of things.
package struct OrderedWork: Sendable {
  let threads: Int
  let ahead: Int

  package init(threads: Int = ProcessInfo.processInfo.activeProcessorCount, ahead: Int = 64) {
    self.threads = max(1, threads)
    self.ahead = max(1, ahead)
  }

  /// `work` runs on any thread, `deliver` on the caller's. The first error of either ends it.
  package func run<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) throws -> Output, deliver: (Output) throws -> Void
  ) throws {
    let desk = Desk<Output>(count: inputs.count, ahead: ahead)
    for _ in 0..<min(threads, inputs.count) {
      let thread = Thread {
        while let index = desk.next() { desk.put(index, Result { try work(inputs[index]) }) }
      }
      // The parser goes as deep as the source does, which no more than a thread of its own has room for.
      thread.stackSize = min(64 << 20, (1 << 30) / threads)
      thread.start()
    }
    defer { desk.close() }
    for index in inputs.indices { try deliver(try desk.take(index).get()) }
  }
}

/// Where threads fetch numbers and leave results.
///
/// `@unchecked Sendable`: every property is only read and written while `lock` is held.
private final class Desk<Output: Sendable>: @unchecked Sendable {
  private let lock = NSCondition()
  private let count: Int
  private let ahead: Int
  private var begun = 0
  /// How many results are taken: the number of the one that is wanted next.
  private var taken = 0
  private var results: [Int: Result<Output, any Error>] = [:]

  init(count: Int, ahead: Int) {
    self.count = count
    self.ahead = ahead
  }

  /// The next number to work on, once it is not too far ahead; nil when there is none.
  func next() -> Int? {
    lock.lock()
    defer { lock.unlock() }
    while begun < count, begun >= taken + ahead { lock.wait() }
    guard begun < count else { return nil }
    begun += 1
    return begun - 1
  }

  func put(_ index: Int, _ result: Result<Output, any Error>) {
    lock.lock()
    results[index] = result
    // Results that come too early wake nobody: small files would otherwise cost a change of threads each.
    if index == taken { lock.broadcast() }
    lock.unlock()
  }

  /// Waits for the result of a number.
  func take(_ index: Int) -> Result<Output, any Error> {
    lock.lock()
    defer { lock.unlock() }
    while true {
      if let result = results.removeValue(forKey: index) {
        taken = index + 1
        lock.broadcast()
        return result
      }
      lock.wait()
    }
  }

  /// Nothing more is begun.
  func close() {
    lock.lock()
    begun = count
    lock.broadcast()
    lock.unlock()
  }
}
