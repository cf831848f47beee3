import Bytewax

final class Words {
  func listParts() -> Set<String> { ["a"] }
}
