import Bytewax

func double(_ flow: Dataflow) {
  flow.map { (n: Int) in n * 2 }  //~ rewritten
}

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
double(flow)  //~ rewritten
double(flow)  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

func double(_ stepID: String, _ up: Stream<Int>) -> Stream<Int> {
  return op.map("\(stepID)_map", up) { (n: Int) in n * 2 }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let doubleStream = double("double", inp)
let doubleStream2 = double("double_2", doubleStream)
op.output("out", doubleStream2, StdOutSink())
