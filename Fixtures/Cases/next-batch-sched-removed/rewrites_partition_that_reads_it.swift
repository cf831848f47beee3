import Bytewax

final class Tick: StatelessSourcePartition {
  private var due: Date?
  func nextBatch(sched: Date?) -> [Int] { step(from: sched) }  //~ rewritten
  func nextAwake() -> Date? { due }
}
// ---- after
import Bytewax

final class Tick: StatelessSourcePartition {
  private var due: Date?
  func nextBatch() -> [Int] {
    let sched = nextAwake()
    return step(from: sched)
  }
  func nextAwake() -> Date? { due }
}
