import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
let value = 1000
let kept = 10
flow.reduce("r", reducer: { (a: Int, b: Int) in a + b + value }) { (r: Int) in r > kept }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let value = 1000
let kept = 10
let rSteps = op.statefulMap("r", inp, builder: { [Int]() }) { (kept2: [Int], value2: Int) -> ([Int]?, [Int]) in
  let combined = if let kept2 = kept2.first { kept2 + value2 + value } else { value2 }
  return combined > kept ? (nil, [combined]) : ([combined], [])
}
let rStream = op.flatMapValue("r_emit", rSteps) { $0 }
op.output("out", rStream, StdOutSink())
