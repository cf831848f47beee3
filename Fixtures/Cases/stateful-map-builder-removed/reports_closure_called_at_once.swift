import Bytewax

final class Counter: @unchecked Sendable {
  private var count = 0
  func next() -> Int {
    count += 1
    return count
  }
}

let flow = Dataflow("numbered")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2)]))
let out = op.statefulMap("sum", inp, builder: { 0 }, { () -> @Sendable (Int, Int) -> (Int?, Int) in  //~ left
  let calls = Counter()
  return { total, value in (total + value, calls.next()) }
}())
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable {
  private var count = 0
  func next() -> Int {
    count += 1
    return count
  }
}

let flow = Dataflow("numbered")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2)]))
// TODO(waxwing: stateful-map-builder-removed): what is made here has to be made once, and the closure in it cannot be moved; give what it makes a name before the step
let out = op.statefulMap("sum", inp, builder: { 0 }, { () -> @Sendable (Int, Int) -> (Int?, Int) in
  let calls = Counter()
  return { total, value in (total + value, calls.next()) }
}())
op.output("out", out, StdOutSink())
