import Bytewax

func clean(_ flow: Dataflow) {
  flow.map { (line: String) in line.lowercased() }  //~ rewritten
  flow.filter { (line: String) in !line.isEmpty }  //~ rewritten
}

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
clean(flow)  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

func clean(_ up: Stream<String>) -> Stream<String> {
  let mapLine = op.map("map_line", up) { (line: String) in line.lowercased() }
  return op.filter("filter_line", mapLine) { (line: String) in !line.isEmpty }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let cleanStream = clean(inp)
op.output("out", cleanStream, StdOutSink())
