import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
flow.reduce("r", reducer: { [first = counter.n] (a: Int, b: Int) in a + b + first }) { (sum: Int) in sum > 2 }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
let rSteps = op.statefulMap("r", inp, builder: { [Int]() }) { [first = counter.n] (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let r = if let kept = kept.first { kept + value + first } else { value }
  return r > 2 ? (nil, [r]) : ([r], [])
}
let r = op.flatMapValue("r_emit", rSteps) { $0 }
op.output("out", r, StdOutSink())
