import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.batch("tens", maxSize: 10, timeout: .seconds(1))  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let tens = op.collect("tens", inp, timeout: .seconds(1), maxSize: 10)
op.output("out", tens, StdOutSink())
