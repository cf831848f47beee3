import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
func first() -> Int { counter.n += 1; return counter.n }
let out = op.statefulMap("s", inp, builder: first) { (_: Int, n: Int) -> (Int?, Int) in (n > 1 ? nil : n, counter.n) }  //~ rewritten
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
func first() -> Int { counter.n += 1; return counter.n }
let out = op.statefulMap("s", inp) { (state: Int?, n: Int) -> (Int?, Int) in
  _ = state ?? first()
  return (n > 1 ? nil : n, counter.n)
}
op.output("out", out, StdOutSink())
