import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let totalSteps = op.statefulMap("total", inp, builder: { [Int]() }) { (kept: [Int], value: Int) -> ([Int]?, [Int]) in  //~ rewritten
  let total = if let kept = kept.first { try add(kept, value) } else { value }
  return total > 5 ? (nil, [total]) : ([total], [])
}
let total = op.flatMapValue("total_emit", totalSteps) { $0 }
op.output("out", total, StdOutSink())
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let total = op.statefulFlatMap("total", inp) { (kept: Int?, value: Int) -> (Int?, [Int]) in
  let total = if let kept { try add(kept, value) } else { value }
  return total > 5 ? (nil, [total]) : (total, [])
}
op.output("out", total, StdOutSink())
