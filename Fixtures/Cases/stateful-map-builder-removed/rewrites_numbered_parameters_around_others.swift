import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp, builder: { 0 }) { ($0 + $1, [$0, $1].map { $0 * 10 }) }  //~ rewritten
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp) { state, value in
  let state = state ?? 0
  return (state + value, [state, value].map { $0 * 10 })
}
op.output("out", out, StdOutSink())
