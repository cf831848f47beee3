import Bytewax

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
flow.reduce("r", reducer: { (a: Int, b: Int) in a + b }) { (sum: Int) in sum > 2 }; flow.map { (kv: (String, Int)) in kv.1 }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let rSteps = op.statefulMap("r", inp, builder: { [Int]() }) { (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let r = if let kept = kept.first { kept + value } else { value }
  return r > 2 ? (nil, [r]) : ([r], [])
}
let r = op.flatMapValue("r_emit", rSteps) { $0 }; let mapKv = op.map("map_kv", r) { (kv: (String, Int)) in kv.1 }
op.output("out", mapKv, StdOutSink())
