import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let start = 1
func add(_ sum: Int, _ n: Int) -> (Int?, Int) { (sum + n + start, sum) }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
func sums(of stream: KeyedStream<Int>, from start: Int) -> KeyedStream<Int> { op.statefulMap("s", stream, builder: { start }, add) }  //~ rewritten
let out = sums(of: inp, from: 4)
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let start = 1
func add(_ sum: Int, _ n: Int) -> (Int?, Int) { (sum + n + start, sum) }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
func sums(of stream: KeyedStream<Int>, from start: Int) -> KeyedStream<Int> { op.statefulMap("s", stream) { (state: Int?, value: Int) in add(state ?? start, value) } }
let out = sums(of: inp, from: 4)
op.output("out", out, StdOutSink())
