import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
if verbose {
  flow.map(double)  //~ rewritten
  flow.map(half)  //~ rewritten
}
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
var stream = inp
if verbose {
  let doubleStream = op.map("double", stream, double)
  stream = op.map("half", doubleStream, half)
}
op.output("out", stream, StdOutSink())
