import Bytewax

let sink = StdOutput()  //~ rewritten

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
flow.map { (kv: (String, Int)) in kv.1 }
flow.output("first", sink)
flow.output("second", sink)
// ---- after
import Bytewax

let sink = StdOutSink<Int>()

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let mapKv = op.map("map_kv", inp) { (kv: (String, Int)) in kv.1 }
op.output("first", mapKv, sink)
op.output("second", mapKv, sink)
