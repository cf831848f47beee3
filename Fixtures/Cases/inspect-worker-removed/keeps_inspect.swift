import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.inspect { item in print(item) }
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let inspectItem = op.inspect("inspect_item", inp) { _, item in print(item) }
op.output("out", inspectItem, StdOutSink())
