import Bytewax

final class Halves: PartitionedOutput {
  func listParts() throws -> [String] { ["low", "high"] }

  func assignPart(_ itemKey: String) -> String { itemKey < "n" ? "low" : "high" }  //~ review
}
// ---- after
import Bytewax

final class Halves: PartitionedOutput {
  func listParts() -> [String] { ["low", "high"] }

  func partFn(_ itemKey: String) -> Int {
    let name = assignPart(itemKey)
    guard let index = listParts().sorted().firstIndex(of: name) else {
      preconditionFailure("assignPart gave '\(name)', which listParts does not name")
    }
    return index
  }

  func assignPart(_ itemKey: String) -> String { itemKey < "n" ? "low" : "high" }
}
