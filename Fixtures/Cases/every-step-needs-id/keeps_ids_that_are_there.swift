import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.statefulMap("sum", builder: { 0 }) { (sum: Int, n: Int) in (sum + n, sum + n) }
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let sumStream = op.statefulMap("sum", inp, builder: { 0 }) { (sum: Int, n: Int) in (sum + n, sum + n) }
op.output("out", sumStream, StdOutSink())
