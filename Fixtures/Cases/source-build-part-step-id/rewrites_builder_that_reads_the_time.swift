import Bytewax

final class Words: FixedPartitionedSource {
  func buildPart(now: Date, forPart: String, resumeState: Int?) -> Part { Part(forPart, at: now) }  //~ rewritten
}
// ---- after
import Bytewax

final class Words: FixedPartitionedSource {
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part {
    let now = Date()
    return Part(forPart, at: now)
  }
}
