import Bytewax

protocol Counting: StatefulSource where Item == Int {
  func next() throws -> Int?
}
class Numbers: Counting {
  func next() throws -> Int? {  //~ rewritten
    guard left > 0 else { throw StopIteration() }
    return left
  }
}
final class NoNumbers: Numbers {
  override func next() throws -> Int? { throw StopIteration() }
}
// ---- after
import Bytewax

protocol Counting: StatefulSource where Item == Int {
  func next() throws -> Int?
}
class Numbers: Counting {
  func nextBatch() throws -> [Int] {
    guard let item = try next() else { return [] }
    return [item]
  }

  func next() throws -> Int? {
    guard left > 0 else { throw StopIteration() }
    return left
  }
}
final class NoNumbers: Numbers {
  override func next() throws -> Int? { throw StopIteration() }
}
