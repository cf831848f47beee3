import Bytewax

final class Logic: UnaryLogic {
  func onItem(now: Date, _ value: Int) throws -> ([Int], Bool) { ([value], false) }  //~ rewritten
  func onNotify(sched: Date) -> ([Int], Bool) { ([], true) }
  func notifyAt() -> Date? { due }
}
// ---- after
import Bytewax

final class Logic: UnaryLogic {
  func onItem(_ value: Int) throws -> ([Int], Bool) { ([value], false) }
  func onNotify() -> ([Int], Bool) { ([], true) }
  func notifyAt() -> Date? { due }
}
