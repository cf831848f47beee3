import Connectors
import DataflowCore

/// Opens a source's only partition.
func open<S: FixedPartitionedSource>(_ source: S, resumeState: S.Partition.State? = nil) throws -> S.Partition {
  let parts = try source.listParts()
  guard let part = parts.first, parts.count == 1 else { throw UnexpectedPartitions(names: parts) }
  return try source.buildPart(stepID: "flow.inp", forPart: part, resumeState: resumeState)
}

struct UnexpectedPartitions: Error { let names: [String] }

/// All batches of a partition up to its end.
func batches<P: StatefulSourcePartition>(_ partition: P) throws -> [[P.Item]] {
  var batches: [[P.Item]] = []
  while true {
    do { batches.append(try partition.nextBatch()) } catch is StopIteration { return batches }
  }
}

/// All items of a partition up to its end.
func items<P: StatefulSourcePartition>(_ partition: P) throws -> [P.Item] { try batches(partition).flatMap { $0 } }

/// The message of what a piece of work throws, empty when it throws nothing.
func message(_ work: () throws -> Void) -> String {
  do { try work() } catch { return "\(error)" }
  return ""
}
