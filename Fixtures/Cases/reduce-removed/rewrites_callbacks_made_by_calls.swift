import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func adding() -> @Sendable (Int, Int) -> Int {
  let counter = Counter()
  return { a, b in counter.n += 1; return a + b + counter.n * 100 }
}
func after(_ limit: Int) -> @Sendable (Int) -> Bool {
  let counter = Counter()
  return { _ in counter.n += 1; return counter.n % limit == 0 }
}

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
flow.reduce("r", reducer: adding(), after(3))  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func adding() -> @Sendable (Int, Int) -> Int {
  let counter = Counter()
  return { a, b in counter.n += 1; return a + b + counter.n * 100 }
}
func after(_ limit: Int) -> @Sendable (Int) -> Bool {
  let counter = Counter()
  return { _ in counter.n += 1; return counter.n % limit == 0 }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let rSteps = op.statefulMap("r", inp, builder: { [Int]() }) { [reducer = adding(), isComplete = after(3)] (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let r = if let kept = kept.first { reducer(kept, value) } else { value }
  return isComplete(r) ? (nil, [r]) : ([r], [])
}
let r = op.flatMapValue("r_emit", rSteps) { $0 }
op.output("out", r, StdOutSink())
