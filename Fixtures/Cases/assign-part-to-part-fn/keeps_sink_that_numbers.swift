import Bytewax

final class Halves: PartitionedOutput {
  func listParts() -> [String] { ["a"] }
  func partFn(_ itemKey: String) -> Int { 0 }
  func assignPart(_ itemKey: String) -> String { "a" }
}
