import Bytewax

final class Words: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source? { forPart == "b" ? nil : Source(forPart) }  //~ left
}
final class Lines: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source? {
    return try forPart != "b" ? Source(forPart, isNew: resumeState == nil) : nil  //~ left
  }
}
// ---- after
import Bytewax

final class Words: PartitionedInput {
  // TODO(waxwing: build-part-none-removed): 'buildPart' skips a partition by returning nil; leave that partition out of 'listParts' instead
  func buildPart(forPart: String, resumeState: Int?) throws -> Source? { forPart == "b" ? nil : Source(forPart) }
}
final class Lines: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source? {
    // TODO(waxwing: build-part-none-removed): 'buildPart' skips a partition by returning nil; leave that partition out of 'listParts' instead
    return try forPart != "b" ? Source(forPart, isNew: resumeState == nil) : nil
  }
}
