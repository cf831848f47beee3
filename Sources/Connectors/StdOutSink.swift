public import DataflowCore
// `stdout` is a variable in C; nothing here or in Swift's own library ever assigns it.
#if canImport(Glibc)
@preconcurrency import Glibc
#elseif canImport(Darwin)
@preconcurrency import Darwin
#endif

/// Prints every item on a line of its own, on the worker where it is.
///
///     op.output("out", stream, StdOutSink())
///
/// Items look as `print` would show them. The lines of a batch stay together, behind what the flow itself has printed before.
public struct StdOutSink<Item: Sendable>: DynamicSink {
  public init() {}

  public func build(stepID: String, workerIndex: Int, workerCount: Int) throws -> StdOutPartition<Item> {
    StdOutPartition()
  }
}

/// One worker's way to standard output.
public final class StdOutPartition<Item: Sendable>: StatelessSinkPartition {
  private var text: [UInt8] = []
  private let write: ([UInt8]) throws -> Void

  /// Hands each batch's text to `write`.
  init(write: @escaping ([UInt8]) throws -> Void = writeToStandardOutput) { self.write = write }

  public func writeBatch(_ items: [Item]) throws {
    // Strings are by far the most frequent items, and describing them would take ten times as long as copying them.
    if Item.self == String.self, let strings = items as? [String] {
      for string in strings { append(string) }
    } else {
      for item in items { append("\(item)") }
    }
    if text.isEmpty { return }
    try write(text)
    text.removeAll(keepingCapacity: true)
  }

  private func append(_ line: String) {
    text.append(contentsOf: line.utf8)
    text.append(UInt8(ascii: "\n"))
  }
}

/// Writes past the buffer of `print`, after what is still in it; its lock keeps the batches of several workers apart.
private func writeToStandardOutput(_ text: [UInt8]) throws {
  flockfile(stdout)
  defer { funlockfile(stdout) }
  fflush(stdout)
  try text.withUnsafeBytes { try writeAll($0, to: STDOUT_FILENO, "to standard output") }
}
