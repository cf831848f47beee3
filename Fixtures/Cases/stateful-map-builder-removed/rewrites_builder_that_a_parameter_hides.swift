import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
func sums(of stream: KeyedStream<Int>, state: Int) -> KeyedStream<Int> {
  op.statefulMap("s", stream, builder: { state }) { (state: Int, n: Int) in (state + n, state + n) }  //~ rewritten
}
let out = sums(of: inp, state: 7)
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
func sums(of stream: KeyedStream<Int>, state: Int) -> KeyedStream<Int> {
  op.statefulMap("s", stream) { (state2: Int?, n: Int) in
    let state2 = state2 ?? state
    return (state2 + n, state2 + n)
  }
}
let out = sums(of: inp, state: 7)
op.output("out", out, StdOutSink())
