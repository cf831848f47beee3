import Bytewax

final class Numbers: StatefulSource {
  /// One pair.
  func next() throws -> (String, Int)? {  //~ rewritten
    guard left > 0 else { throw StopIteration() }
    return ("ALL", left)
  }
}
// ---- after
import Bytewax

final class Numbers: StatefulSource {
  func nextBatch() throws -> [(String, Int)] {
    guard let item = try next() else { return [] }
    return [item]
  }

  /// One pair.
  func next() throws -> (String, Int)? {
    guard left > 0 else { throw StopIteration() }
    return ("ALL", left)
  }
}
