import Bytewax

func count(_ flow: Dataflow) {
  flow.statefulMap("count", builder: { 0 }) { (n: Int, one: Int) in (n + one, n + one) }  //~ review
}
func twice(_ flow: Dataflow) {
  count(flow)
  count(flow)
}

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
twice(flow)
flow.output("out", StdOutput())
// ---- after
import Bytewax

func count(_ stepID: String, _ up: KeyedStream<Int>) -> KeyedStream<Int> {
  return op.statefulMap("\(stepID)_count", up, builder: { 0 }) { (n: Int, one: Int) in (n + one, n + one) }
}
func twice(_ up: KeyedStream<Int>) -> KeyedStream<Int> {
  let countStream = count("count", up)
  return count("count_2", countStream)
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let twiceStream = twice(inp)
op.output("out", twiceStream, StdOutSink())
