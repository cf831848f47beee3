import Bytewax

final class Words: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source { Source(forPart) }
}
