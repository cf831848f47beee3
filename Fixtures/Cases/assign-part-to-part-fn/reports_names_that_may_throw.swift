import Bytewax

final class Halves: PartitionedOutput {
  func listParts() throws -> [String] { try readNames() }
  func assignPart(_ itemKey: String) -> String { "low" }  //~ left
}
// ---- after
import Bytewax

final class Halves: PartitionedOutput {
  func listParts() throws -> [String] { try readNames() }
  // TODO(waxwing: assign-part-to-part-fn): 'partFn' cannot throw, but 'assignPart' or 'listParts' does; write 'partFn(_ itemKey: String) -> Int' by hand
  func assignPart(_ itemKey: String) -> String { "low" }
}
