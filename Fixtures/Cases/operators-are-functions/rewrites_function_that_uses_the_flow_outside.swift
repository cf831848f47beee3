import Bytewax

func more() {
  flow.map { (n: Int) in n + 1 }  //~ rewritten
}

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
more()  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

func more(_ up: Stream<Int>) -> Stream<Int> {
  return op.map("map", up) { (n: Int) in n + 1 }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let moreStream = more(inp)
op.output("out", moreStream, StdOutSink())
