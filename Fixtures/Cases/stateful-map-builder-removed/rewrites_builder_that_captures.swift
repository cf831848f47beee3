import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
let out = op.statefulMap("s", inp, builder: { [first = counter.n] in first * 10 }) { (sum: Int, n: Int) in (sum + n, sum + n) }  //~ rewritten
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
let out = op.statefulMap("s", inp) { [first = counter.n] (sum: Int?, n: Int) in
  let sum = sum ?? (first * 10)
  return (sum + n, sum + n)
}
op.output("out", out, StdOutSink())
