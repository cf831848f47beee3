import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
func next() -> String { counter.n += 1; return "step\(counter.n)" }
flow.reduce(next(), reducer: { (a: Int, b: Int) in a + b }) { (sum: Int) in sum > 2 }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
func next() -> String { counter.n += 1; return "step\(counter.n)" }
let stepId = next()
let reduceSteps = op.statefulMap(stepId, inp, builder: { [Int]() }) { (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let combined = if let kept = kept.first { kept + value } else { value }
  return combined > 2 ? (nil, [combined]) : ([combined], [])
}
let reduceStream = op.flatMapValue("\(stepId)_emit", reduceSteps) { $0 }
op.output("out", reduceStream, StdOutSink())
