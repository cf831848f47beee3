import Bytewax

let op = "operator"

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))  //~ rewritten
flow.map { (kv: (String, Int)) in "\(op) \(kv.1)" }  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let op = "operator"

let flow = Dataflow("flow")
let inp = Bytewax.op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let mapKv = Bytewax.op.map("map_kv", inp) { (kv: (String, Int)) in "\(op) \(kv.1)" }
Bytewax.op.output("out", mapKv, StdOutSink())
