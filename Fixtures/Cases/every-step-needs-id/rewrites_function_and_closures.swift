import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.map(lower)  //~ rewritten
flow.map(Parser.parseLine)  //~ rewritten
flow.flatMap { (line: String) in words(line) }  //~ rewritten
flow.filter { !$0.isEmpty }  //~ rewritten
flow.map(lower)  //~ rewritten
flow.redistribute()  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let lowerStream = op.map("lower", inp, lower)
let parseLineStream = op.map("parse_line", lowerStream, Parser.parseLine)
let flatMapLine = op.flatMap("flat_map_line", parseLineStream) { (line: String) in words(line) }
let filterStream = op.filter("filter", flatMapLine) { !$0.isEmpty }
let lower2 = op.map("lower_2", filterStream, lower)
let redistributeStream = op.redistribute("redistribute", lower2)
op.output("out", redistributeStream, StdOutSink())
