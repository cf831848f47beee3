import Bytewax

func count(_ flow: Dataflow) {
  flow.statefulMap("count", builder: { 0 }) { (n: Int, one: Int) in (n + one, n + one) }
}

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
count(flow)
flow.output("out", StdOutput())
// ---- after
import Bytewax

func count(_ up: KeyedStream<Int>) -> KeyedStream<Int> {
  return op.statefulMap("count", up, builder: { 0 }) { (n: Int, one: Int) in (n + one, n + one) }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let countStream = count(inp)
op.output("out", countStream, StdOutSink())
