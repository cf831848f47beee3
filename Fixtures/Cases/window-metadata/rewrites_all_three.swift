import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.foldWindow("sum", clock, window, builder: { 0 }) { (sum: Int, n: Int) in sum + n }  //~ rewritten
flow.reduceWindow("top", clock, window, max)  //~ rewritten
flow.collectWindow("all", SystemClockConfig(), window)  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let sumWindows = wop.foldWindow("sum", inp, clock, window, builder: { 0 }) { (sum: Int, n: Int) in sum + n }
let sumStream = op.mapValue("sum_unwrap", sumWindows) { _, value in value }
let topWindows = wop.reduceWindow("top", sumStream, clock, window, max)
let top = op.mapValue("top_unwrap", topWindows) { _, value in value }
let allWindows = wop.collectWindow("all", top, SystemClockConfig(), window)
let all = op.mapValue("all_unwrap", allWindows) { _, value in value }
op.output("out", all, StdOutSink())
