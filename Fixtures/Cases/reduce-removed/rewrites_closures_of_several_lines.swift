import Bytewax

let flow = Dataflow()
flow.input("inp", TestingInput([("a", 1)]))
flow.reduce(  //~ rewritten
  "total",
  reducer: { (a: Int, b: Int) -> Int in
    // Add them.
    let sum = a + b

    return sum
  }
) { all in
  // Is it enough?
  if all > 5 { return true }
  return false
}
flow.reduce("even", reducer: { (a: Int, b: Int) in a + b }) { $0 > 5 ? true : $0 < 0 }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("a", 1)]))
let totalSteps = op.statefulMap("total", inp, builder: { [Int]() }) { (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let reducer = { (a: Int, b: Int) -> Int in
    // Add them.
    let sum = a + b

    return sum
  }
  let isComplete: (Int) -> Bool = { all in
    // Is it enough?
    if all > 5 { return true }
    return false
  }
  let total = if let kept = kept.first { reducer(kept, value) } else { value }
  return isComplete(total) ? (nil, [total]) : ([total], [])
}
let total = op.flatMapValue("total_emit", totalSteps) { $0 }
let evenSteps = op.statefulMap("even", total, builder: { [Int]() }) { (kept: [Int], value: Int) -> ([Int]?, [Int]) in
  let even = if let kept = kept.first { kept + value } else { value }
  return (even > 5 ? true : even < 0) ? (nil, [even]) : ([even], [])
}
let even = op.flatMapValue("even_emit", evenSteps) { $0 }
op.output("out", even, StdOutSink())
