import Bytewax

final class Words: PartitionedInput {
  func listParts() -> Set<String> { isTest ? ["a"] : names }  //~ rewritten
}
// ---- after
import Bytewax

final class Words: PartitionedInput {
  func listParts() -> [String] { (isTest ? ["a"] : names).sorted() }
}
