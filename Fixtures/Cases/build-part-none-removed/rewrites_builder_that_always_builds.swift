import Bytewax

final class Words: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source? {  //~ rewritten
    Source(forPart, from: resumeState ?? 0)
  }
}
// ---- after
import Bytewax

final class Words: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source {
    Source(forPart, from: resumeState ?? 0)
  }
}
