import Bytewax

final class Logic {
  func onItem(now: Date, _ value: Int) throws -> ([Int], Bool) { ([value], false) }
  func onNotify(sched: Date) -> ([Int], Bool) { ([], true) }
  func notifyAt() -> Date? { due }
}
