import Bytewax

final class Words: PartitionedInput {
  func listParts() -> Set<String> { ["a"] }  //~ reported
}
// ---- after
import Bytewax

final class Words: PartitionedInput {
  func listParts() -> [String] { ["a"] }
}
