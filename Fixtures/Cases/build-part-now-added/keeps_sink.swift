import Bytewax

final class Words: PartitionedOutput {
  func listParts() -> [String] { ["a"] }
  func buildPart(forPart: String, resumeState: Int?) throws -> Source { Source(forPart) }
}
// ---- after
import Bytewax

final class Words: FixedPartitionedSink {
  func listParts() -> [String] { ["a"] }
  func buildPart(forPart: String, resumeState: Int?) throws -> Source { Source(forPart) }
}
