import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.output("out", StdOutput())
flow.output("raw", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
op.output("out", inp, StdOutSink())
op.output("raw", inp, StdOutSink())
