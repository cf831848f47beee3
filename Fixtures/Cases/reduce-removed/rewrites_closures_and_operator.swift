import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.map { (n: Int) -> (String, Int) in ("a", n) }
flow.reduce("total", reducer: +) { $0 > 5 }  //~ rewritten
flow.reduce("longest", reducer: { (a: Int, b: Int) in max(a, b) }) { (n: Int) in n.isMultiple(of: 2) }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let mapStream = op.map("map", inp) { (n: Int) -> (String, Int) in ("a", n) }
let totalSteps = op.statefulMap("total", mapStream, builder: { [Int]() }) { (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let total = if let kept = kept.first { kept + value } else { value }
  return total > 5 ? (nil, [total]) : ([total], [])
}
let total = op.flatMapValue("total_emit", totalSteps) { $0 }
let longestSteps = op.statefulMap("longest", total, builder: { [Int]() }) { (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let longest = if let kept = kept.first { max(kept, value) } else { value }
  return longest.isMultiple(of: 2) ? (nil, [longest]) : ([longest], [])
}
let longest = op.flatMapValue("longest_emit", longestSteps) { $0 }
op.output("out", longest, StdOutSink())
