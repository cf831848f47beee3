import Bytewax

final class Logic: UnaryLogic {
  func onItem(now: Date, _ value: Int) throws -> ([Int], Bool) { ([value], false) }
  func onNotify(sched: Date) -> ([Int], Bool) { ([late(sched)], true) }  //~ review
  func notifyAt() -> Date? { due }
}
// ---- after
import Bytewax

final class Logic: UnaryLogic {
  private var lastNotify: Date?
  func onItem(_ value: Int) throws -> ([Int], Bool) { ([value], false) }
  func onNotify() -> ([Int], Bool) {
    let sched = lastNotify ?? Date()
    return ([late(sched)], true)
  }
  func notifyAt() -> Date? {
    lastNotify = due ?? lastNotify
    return due
  }
}
