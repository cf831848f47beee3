import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp, builder: { 0 }) { (sum: Int, n: Int) -> (Int?, Int) in  //~ rewritten
  let sum = sum + n
  return (sum, sum)
}
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp) { (state: Int?, n: Int) -> (Int?, Int) in
  let state = state ?? 0
  let sum = state + n
  return (sum, sum)
}
op.output("out", out, StdOutSink())
