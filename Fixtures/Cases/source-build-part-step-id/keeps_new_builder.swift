import Bytewax

final class Words: FixedPartitionedSource {
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part { Part(forPart) }
}
