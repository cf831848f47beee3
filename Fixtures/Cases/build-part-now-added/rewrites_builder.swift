import Bytewax

final class Words: PartitionedInput {
  func listParts() -> [String] { ["a"] }
  func buildPart(forPart: String, resumeState: Int?) throws -> Source { Source(forPart) }  //~ rewritten
}
// ---- after
import Bytewax

final class Words: FixedPartitionedSource {
  func listParts() -> [String] { ["a"] }
  func buildPart(now: Date, forPart: String, resumeState: Int?) throws -> Source { Source(forPart) }
}
