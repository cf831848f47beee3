import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.output("out.a", StdOutput())  //~ review
flow.output("out_a", StdOutput())
flow.output("out_a", StdOutput())  //~ review
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
op.output("out_a_2", inp, StdOutSink())
op.output("out_a", inp, StdOutSink())
op.output("out_a_3", inp, StdOutSink())
