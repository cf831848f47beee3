import Bytewax

final class Lines: StatefulSink {  //~ rewritten
  func writeBatch(_ values: [String]) {}
}

final class Files: PartitionedOutput {
  func listParts() -> [String] { ["a"] }
  func buildPart(forPart: String, resumeState: NoPosition?) -> Lines { Lines() }
}
// ---- after
import Bytewax

final class Lines: StatefulSinkPartition {
  func writeBatch(_ values: [String]) {}

  func snapshot() -> Never? { nil }
}

final class Files: FixedPartitionedSink {
  func listParts() -> [String] { ["a"] }
  func buildPart(forPart: String, resumeState: Never??) -> Lines { Lines() }
}
