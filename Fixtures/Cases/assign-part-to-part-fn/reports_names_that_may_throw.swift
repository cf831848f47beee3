import Bytewax

final class Halves: PartitionedOutput {
  func listParts() throws -> [String] { ["low", "high"] }
  func assignPart(_ itemKey: String) -> String { "low" }  //~ left
}
// ---- after
import Bytewax

final class Halves: PartitionedOutput {
  func listParts() throws -> [String] { ["low", "high"] }
  // TODO(waxwing: assign-part-to-part-fn): 'partFn' cannot throw, but 'assignPart' or 'listParts' does; write 'partFn(_ itemKey: String) -> Int' by hand
  func assignPart(_ itemKey: String) -> String { "low" }
}
