import Bytewax

final class Words: FixedPartitionedSource {
  func buildPart(now: Date, forPart: String, resumeState: Int?) -> Part { Part(forPart) }  //~ rewritten
}
// ---- after
import Bytewax

final class Words: FixedPartitionedSource {
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part { Part(forPart) }
}
