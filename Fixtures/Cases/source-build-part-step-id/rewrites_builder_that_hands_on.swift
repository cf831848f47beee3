import Bytewax

final class Words: FixedPartitionedSource {
  func buildPart(now: Date, forPart: String, resumeState: Int?) -> Part { inner.buildPart(now: now, forPart: forPart, resumeState: resumeState) }  //~ rewritten
}
// ---- after
import Bytewax

final class Words: FixedPartitionedSource {
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part { inner.buildPart(stepID: stepID, forPart: forPart, resumeState: resumeState) }
}
