import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.input("b", others)  //~ review
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
_ = op.input("inp", flow, numbers)
let b = op.input("b", flow, others)
op.output("out", b, StdOutSink())
