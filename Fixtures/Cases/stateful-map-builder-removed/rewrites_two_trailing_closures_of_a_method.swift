import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = inp.statefulMap("s") { 0 } _: { sum, n in (sum + n, sum + n) }  //~ rewritten
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = inp.statefulMap("s") { sum, n in
  let sum = sum ?? 0
  return (sum + n, sum + n)
}
op.output("out", out, StdOutSink())
