import Bytewax

final class Files: FixedPartitionedSink {
  func buildPart(forPart: String, resumeState: Int?) -> Lines { Lines() }  //~ rewritten
}
// ---- after
import Bytewax

final class Files: FixedPartitionedSink {
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Lines { Lines() }
}
