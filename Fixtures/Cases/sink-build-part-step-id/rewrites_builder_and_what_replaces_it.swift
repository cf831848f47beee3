import Bytewax

class Files: FixedPartitionedSink {
  func buildPart(forPart: String, resumeState: Int?) -> Lines { Lines() }  //~ rewritten
}
final class OtherFiles: Files {
  override func buildPart(forPart: String, resumeState: Int?) -> Lines { OtherLines() }  //~ rewritten
}
// ---- after
import Bytewax

class Files: FixedPartitionedSink {
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Lines { Lines() }
}
final class OtherFiles: Files {
  override func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Lines { OtherLines() }
}
