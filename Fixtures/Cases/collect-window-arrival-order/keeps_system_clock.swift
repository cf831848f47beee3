import Bytewax

let clock = SystemClockConfig()
let flow = Dataflow()
flow.input("inp", numbers)
flow.collectWindow("all", clock, window)
flow.output("out", StdOutput())
// ---- after
import Bytewax

let clock = SystemClockConfig()
let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let allWindows = wop.collectWindow("all", inp, clock, window)
let all = op.mapValue("all_unwrap", allWindows) { _, value in value }
op.output("out", all, StdOutSink())
