import Bytewax
import Foundation

final class Counter: @unchecked Sendable { var n = 0 }

final class Sum: UnaryLogic {
  var total: Int
  init(_ state: Int?) { total = state ?? 0 }
  func onItem(now: Date, _ value: Int) -> ([Int], Bool) { total += value; return ([total], Self.retain) }
  func onNotify(sched: Date) -> ([Int], Bool) { ([], Self.discard) }
  func onEOF() -> ([Int], Bool) { ([], Self.discard) }
  func notifyAt() -> Date? { nil }
  func snapshot() -> Int { total }
}
func making() -> @Sendable (Date, Int?) -> Sum {
  let counter = Counter()
  return { _, state in counter.n += 1; return Sum((state ?? 0) + counter.n) }
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.unary("s", inp, making())  //~ rewritten
op.output("out", out, StdOutSink())
// ---- after
import Bytewax
import Foundation

final class Counter: @unchecked Sendable { var n = 0 }

final class Sum: UnaryLogic {
  var total: Int
  init(_ state: Int?) { total = state ?? 0 }
  func onItem(_ value: Int) -> ([Int], Bool) { total += value; return ([total], Self.retain) }
  func onNotify() -> ([Int], Bool) { ([], Self.discard) }
  func onEOF() -> ([Int], Bool) { ([], Self.discard) }
  func notifyAt() -> Date? { nil }
  func snapshot() -> Int { total }
}
func making() -> @Sendable (Date, Int?) -> Sum {
  let counter = Counter()
  return { _, state in counter.n += 1; return Sum((state ?? 0) + counter.n) }
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.unary("s", inp) { [builder = making()] state in builder(Date(), state) }
op.output("out", out, StdOutSink())
