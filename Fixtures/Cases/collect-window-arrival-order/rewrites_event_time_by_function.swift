import Bytewax

let clock = EventClockConfig(waitForSystemDuration: .seconds(5), readTime)
let flow = Dataflow()
flow.input("inp", numbers)
flow.collectWindow("all", clock, window)  //~ review
flow.output("out", StdOutput())
// ---- after
import Bytewax

let clock = EventClockConfig(waitForSystemDuration: .seconds(5), readTime)
let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let allWindows = wop.collectWindow("all", inp, clock, window)
let all = op.mapValue("all_unwrap", allWindows) { _, values in values.sorted { readTime($0) < readTime($1) } }
op.output("out", all, StdOutSink())
