import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
switch mode {
case .twice: flow.map(double)  //~ rewritten
case .half: flow.map(half)  //~ rewritten
}
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let doubleStream = switch mode {
case .twice: op.map("double", inp, double)
case .half: op.map("half", inp, half)
}
op.output("out", doubleStream, StdOutSink())
