import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
flow.map(lower)  //~ rewritten
flow.filter { (s: String) in !s.isEmpty }  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let lowerStream = op.map("lower", inp, lower)
let filterStream = op.filter("filter", lowerStream) { (s: String) in !s.isEmpty }
op.output("out", filterStream, StdOutSink())
