import Bytewax

struct Reading: Sendable {
  let sensor: String
  let degrees: Int
}

func shown(_ degrees: Int) -> String {
  "\(degrees + 1)"
}

func degrees(_ flow: Dataflow) {
  flow.map(\Reading.degrees)  //~ rewritten
}

let flow = Dataflow()
flow.input("inp", TestingInput([Reading(sensor: "roof", degrees: 7)]))  //~ rewritten
degrees(flow)  //~ rewritten
flow.map(shown)  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

struct Reading: Sendable {
  let sensor: String
  let degrees: Int
}

func shown(_ degrees: Int) -> String {
  "\(degrees + 1)"
}

func degrees(_ up: Stream<Reading>) -> Stream<Int> {
  return op.map("degrees", up, \Reading.degrees)
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([Reading(sensor: "roof", degrees: 7)]))
let degreesStream = degrees(inp)
let shownStream = op.map("shown", degreesStream, shown)
op.output("out", shownStream, StdOutSink())
