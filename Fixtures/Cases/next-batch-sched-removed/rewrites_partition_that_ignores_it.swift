import Bytewax

final class Tick: StatelessSourcePartition {
  private var due: Date?
  func nextBatch(sched: Date?) -> [Int] { [1] }  //~ rewritten
  func nextAwake() -> Date? { due }
}
// ---- after
import Bytewax

final class Tick: StatelessSourcePartition {
  private var due: Date?
  func nextBatch() -> [Int] { [1] }
  func nextAwake() -> Date? { due }
}
