import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
fs.forEach { f in
  flow.map(f)  //~ rewritten
}
[2, 3].forEach { flow.map(multiplier($0)) }  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
var stream = inp
fs.enumerated().forEach { index, f in
  stream = op.map("f_\(index)", stream, f)
}
var round = 0
[2, 3].forEach { round += 1; stream = op.map("multiplier_\(round)", stream, multiplier($0)) }
op.output("out", stream, StdOutSink())
