import Bytewax

final class Lines: StatefulSink {  //~ rewritten
  func writeBatch(_ values: [String]) {}
}

final class Files: PartitionedOutput {
  func listParts() -> [String] { ["a"] }
  func buildPart(forPart: String, resumeState: Int?) -> Lines { Lines(from: resumeState ?? 0) }
}
// ---- after
import Bytewax

final class Lines: StatefulSinkPartition {
  func writeBatch(_ values: [String]) {}

  func snapshot() -> Int? { nil }
}

final class Files: FixedPartitionedSink {
  func listParts() -> [String] { ["a"] }
  func buildPart(forPart: String, resumeState: Int??) -> Lines {
    let resumeState = resumeState ?? nil
    return Lines(from: resumeState ?? 0)
  }
}
