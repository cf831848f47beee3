import Bytewax

func total(_ flow: Dataflow, id: String = "sum", by factor: Int = 1) {
  flow.statefulMap(id, builder: { 0 }) { (n: Int, v: Int) in (n + v * factor, n + v) }
}
func numbered(_ flow: Dataflow, _ id: String, _ number: Int? = nil) {
  let id = number.map { "\(id)\($0)" } ?? id
  flow.statefulMap(id, builder: { 0 }) { (n: Int, v: Int) in (n + v, n + v) }
}

let flow = Dataflow()
flow.input("inp", TestingInput([("a", 1), ("a", 2)]))
total(flow)
total(flow, id: "twice", by: 2)
numbered(flow, "t")
numbered(flow, "t", 2)
flow.output("out", StdOutput())
// ---- after
import Bytewax

func total(_ up: KeyedStream<Int>, id: String = "sum", by factor: Int = 1) -> KeyedStream<Int> {
  return op.statefulMap(id, up, builder: { 0 }) { (n: Int, v: Int) in (n + v * factor, n + v) }
}
func numbered(_ up: KeyedStream<Int>, _ id: String, _ number: Int? = nil) -> KeyedStream<Int> {
  let id = number.map { "\(id)\($0)" } ?? id
  return op.statefulMap(id, up, builder: { 0 }) { (n: Int, v: Int) in (n + v, n + v) }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("a", 1), ("a", 2)]))
let totalStream = total(inp)
let totalStream2 = total(totalStream, id: "twice", by: 2)
let numberedStream = numbered(totalStream2, "t")
let numberedStream2 = numbered(numberedStream, "t", 2)
op.output("out", numberedStream2, StdOutSink())
