import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
#if DEBUG
flow.map(double)  //~ rewritten
#endif
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
var stream = inp
#if DEBUG
stream = op.map("double", stream, double)
#endif
op.output("out", stream, StdOutSink())
