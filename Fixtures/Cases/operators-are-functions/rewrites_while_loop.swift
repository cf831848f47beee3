import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
var left = 3
while left > 0 {
  flow.map(double)  //~ rewritten
  left -= 1
}
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
var left = 3
var round = 0
var stream = inp
while left > 0 {
  round += 1
  stream = op.map("double_\(round)", stream, double)
  left -= 1
}
op.output("out", stream, StdOutSink())
