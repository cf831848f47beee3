import Bytewax

final class Words: PartitionedOutput {
  func listParts() -> [String] { ["a"] }
}
