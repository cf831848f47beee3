import Bytewax

func total(_ flow: Dataflow, _ id: String) {
  flow.statefulMap(id, builder: { 0 }) { (n: Int, v: Int) in (n + v, n + v) }
}

let flow = Dataflow()
flow.input("inp", TestingInput([("a", 1), ("a", 2)]))
total(flow, "sum")
total(flow, "again")
for id in ["third", "fourth"] { total(flow, id) }
flow.output("out", StdOutput())
// ---- after
import Bytewax

func total(_ up: KeyedStream<Int>, _ id: String) -> KeyedStream<Int> {
  return op.statefulMap(id, up, builder: { 0 }) { (n: Int, v: Int) in (n + v, n + v) }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("a", 1), ("a", 2)]))
let totalStream = total(inp, "sum")
let totalStream2 = total(totalStream, "again")
var stream = totalStream2
for id in ["third", "fourth"] { stream = total(stream, id) }
op.output("out", stream, StdOutSink())
