import Bytewax

let flow = Dataflow()
if test {
  flow.input("inp", TestingInput(["a"]))  //~ rewritten
} else {
  flow.input("inp", FileInput("a.txt"))  //~ rewritten
  flow.filter { (line: String) in !line.isEmpty }  //~ rewritten
}
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let stream: Stream<String>
if test {
  stream = op.input("inp", flow, TestingSource(["a"]))
} else {
  let inp = op.input("inp", flow, FileSource("a.txt"))
  stream = op.filter("filter_line", inp) { (line: String) in !line.isEmpty }
}
op.output("out", stream, StdOutSink())
