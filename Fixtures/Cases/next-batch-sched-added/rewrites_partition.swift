import Bytewax

final class Tick: StatelessSource {
  func nextBatch() throws -> [Int] { [1] }  //~ rewritten
}
// ---- after
import Bytewax

final class Tick: StatelessSourcePartition {
  func nextBatch(sched: Date?) throws -> [Int] { [1] }
}
