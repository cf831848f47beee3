import Bytewax
import Foundation

final class Part: StatelessSourcePartition {
  func nextBatch(  //~ rewritten
    sched: Date?, // ignored
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
