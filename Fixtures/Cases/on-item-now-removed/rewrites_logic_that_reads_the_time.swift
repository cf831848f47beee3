import Bytewax

final class Logic: UnaryLogic {
  func onItem(now: Date, _ value: Int) throws -> ([Int], Bool) {  //~ rewritten
    due = now + 60
    return ([value], false)
  }
  func onNotify(sched: Date) -> ([Int], Bool) { ([], true) }
  func notifyAt() -> Date? { due }
}
// ---- after
import Bytewax

final class Logic: UnaryLogic {
  func onItem(_ value: Int) throws -> ([Int], Bool) {
    let now = Date()
    due = now + 60
    return ([value], false)
  }
  func onNotify() -> ([Int], Bool) { ([], true) }
  func notifyAt() -> Date? { due }
}
