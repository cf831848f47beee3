import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.output("raw", StdOutput())  //~ rewritten
flow.map(lower)
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
op.output("raw", inp, StdOutSink())
let lowerStream = op.map("lower", inp, lower)
op.output("out", lowerStream, StdOutSink())
