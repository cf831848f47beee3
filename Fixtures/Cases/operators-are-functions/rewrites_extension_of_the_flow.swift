import Bytewax

extension Dataflow {
  func clean() {
    map { (line: String) in line.lowercased() }  //~ rewritten
    self.filter { (line: String) in !line.isEmpty }  //~ rewritten
  }
}

let flow = Dataflow()
flow.input("inp", TestingInput(["a"]))  //~ rewritten
flow.clean()  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

extension Dataflow {
  func clean(_ up: Stream<String>) -> Stream<String> {
    let mapLine = op.map("map_line", up) { (line: String) in line.lowercased() }
    return op.filter("filter_line", mapLine) { (line: String) in !line.isEmpty }
  }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource(["a"]))
let cleanStream = flow.clean(inp)
op.output("out", cleanStream, StdOutSink())
