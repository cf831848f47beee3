import Bytewax
import Foundation

final class Part: StatelessSourcePartition {
  func nextBatch(
    sched: Date?, // ignored  //~ rewritten
  ) throws -> [Int] { throw StopIteration() }
}
// ---- after
import Bytewax
import Foundation

final class Part: StatelessSourcePartition {
  func nextBatch(
     // ignored
  ) throws -> [Int] { throw StopIteration() }
}
