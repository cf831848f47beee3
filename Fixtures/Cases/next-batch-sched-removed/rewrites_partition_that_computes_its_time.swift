import Bytewax

final class Tick: StatelessSourcePartition {
  private var due: Date?
  func nextBatch(sched: Date?) -> [Int] { step(from: sched) }  //~ review
  func nextAwake() -> Date? {
    guard let due else { return nil }
    return due + 1
  }
}
// ---- after
import Bytewax

final class Tick: StatelessSourcePartition {
  private var lastAwake: Date?
  private var due: Date?
  func nextBatch() -> [Int] {
    let sched = lastAwake
    return step(from: sched)
  }
  func nextAwake() -> Date? {
    guard let due else { lastAwake = nil; return lastAwake }
    lastAwake = due + 1
    return lastAwake
  }
}
