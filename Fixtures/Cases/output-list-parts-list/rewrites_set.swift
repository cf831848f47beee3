import Bytewax

final class Words: PartitionedOutput {
  func listParts() -> Set<String> { names }  //~ rewritten
}
// ---- after
import Bytewax

final class Words: PartitionedOutput {
  func listParts() -> [String] { names.sorted() }
}
