import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.map { (n: Int) -> (String, Int?) in ("a", n) }
flow.reduceWindow("sum", clock, window) { (a: Int?, b: Int?) in a ?? b }  //~ review
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let mapStream = op.map("map", inp) { (n: Int) -> (String, Int?) in ("a", n) }
let sumWindows = wop.reduceWindow("sum", mapStream, clock, window) { (a: Int?, b: Int?) in a ?? b }
let sum = op.mapValue("sum_unwrap", sumWindows) { _, value in value }
op.output("out", sum, StdOutSink())
