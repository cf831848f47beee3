import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp, builder: { 0 /* nothing yet */ }) { (sum: Int, n: Int) in (sum + n, sum + n) }  //~ rewritten
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp) { (sum: Int?, n: Int) in
  let sum = sum ?? 0 /* nothing yet */
  return (sum + n, sum + n)
}
op.output("out", out, StdOutSink())
