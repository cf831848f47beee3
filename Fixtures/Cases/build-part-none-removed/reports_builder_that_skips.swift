import Bytewax

final class Words: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source? {
    if forPart == "b" { return nil }  //~ left
    return Source(forPart)
  }
}
// ---- after
import Bytewax

final class Words: PartitionedInput {
  func buildPart(forPart: String, resumeState: Int?) throws -> Source? {
    // TODO(waxwing: build-part-none-removed): 'buildPart' skips a partition by returning nil; leave that partition out of 'listParts' instead
    if forPart == "b" { return nil }
    return Source(forPart)
  }
}
