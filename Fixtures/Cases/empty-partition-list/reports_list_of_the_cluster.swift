import Bytewax

final class Words: PartitionedInput {
  func listParts() -> Set<String> { [] }  //~ reported
}
// ---- after
import Bytewax

final class Words: PartitionedInput {
  func listParts() -> [String] { [] }
}
