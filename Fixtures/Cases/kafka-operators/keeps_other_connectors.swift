import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
op.output("out", inp, StdOutSink())
