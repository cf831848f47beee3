import DataflowCore
import Synchronization

/// Breaking changes: assign-part-to-part-fn, output-list-parts-list, build-part-none-removed (0.16 → 0.17).
///
/// An output made of named partitions; in 0.16 `assignPart` names the partition of a key.
@available(_PackageDescription, deprecated: 1, message: "rename-partitioned-output: FixedPartitionedSink; assign-part-to-part-fn: partFn(_:)")
public protocol PartitionedOutput<Value>: Sink where Item == (String, Value) {
  associatedtype Value: Sendable
  associatedtype Partition: StatefulSink where Partition.Value == Value
  /// The names of all partitions of the cluster; the same on every worker.
  func listParts() throws -> Set<String>
  /// The name of the partition for a key; one that `listParts` does not name stops the flow.
  func assignPart(_ itemKey: String) -> String
  /// Opens a partition when the flow starts, or skips it with `nil`; an item for a skipped one stops the flow.
  func buildPart(forPart: String, resumeState: Partition.State?) throws -> Partition?
}

extension PartitionedOutput {
  @inlinable
  public var sinkRecipe: SinkRecipe<Item> {
    let numbers = PartNumbers { try listParts() }
    return .partitioned(
      list: { Array(try listParts()) },
      number: { try numbers.number(of: assignPart($0.0)) },
      open: { _, part, resume in
        let codec = StateCodec<Partition.State>()
        guard let partition = try buildPart(forPart: part, resumeState: codec.resume(resume)) else {
          return PartitionWriter(write: { _ in throw SkippedPartition(name: part) }, snapshot: nil, close: {})
        }
        return PartitionWriter(
          write: { try $0.forEach { try partition.write($0.1) } },
          snapshot: { try codec.encoding(partition.snapshot()) }, close: { try partition.close() })
      },
      eager: true)
  }
}

/// Turns names of partitions into their numbers among the sorted names, which are listed once.
@usableFromInline
final class PartNumbers: Sendable {
  private let list: @Sendable () throws -> Set<String>
  private let numbers = Mutex<[String: Int]?>(nil)

  @usableFromInline
  init(_ list: @escaping @Sendable () throws -> Set<String>) { self.list = list }

  @usableFromInline
  func number(of name: String) throws -> Int {
    try numbers.withLock { numbers in
      let known = try numbers ?? Dictionary(uniqueKeysWithValues: list().sorted(by: bytesPrecede).enumerated().map { ($1, $0) })
      numbers = known
      guard let number = known[name] else { throw UnknownPartition(name: name) }
      return number
    }
  }
}

/// Thrown when `assignPart` gives a name that `listParts` does not.
struct UnknownPartition: Error, CustomStringConvertible {
  let name: String
  var description: String { "assignPart gave partition '\(name)', which listParts does not name; add it there" }
}

/// Thrown when an item comes for a partition that `buildPart` skipped.
@usableFromInline
struct SkippedPartition: Error, CustomStringConvertible {
  let name: String
  @usableFromInline init(name: String) { self.name = name }
  @usableFromInline var description: String {
    "an item came for partition '\(name)', which buildPart skipped; have assignPart name another one"
  }
}
