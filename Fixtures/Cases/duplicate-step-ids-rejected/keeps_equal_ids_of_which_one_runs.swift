import Bytewax

let flow = Dataflow()
if test { flow.input("inp", numbers) } else { flow.input("inp", others) }
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = if test { op.input("inp", flow, numbers) } else { op.input("inp", flow, others) }
op.output("out", inp, StdOutSink())
