import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.inspect { item in print(item) }  //~ rewritten
flow.inspect { (item: Int) in print(item) }  //~ rewritten
flow.inspect { print($0) }  //~ rewritten
flow.inspect { _ in count() }  //~ rewritten
flow.inspect { (item: Int) in [item].forEach { print($0) } }  //~ rewritten
flow.inspect(show)  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let inspectItem = op.inspect("inspect_item", inp) { _, item in print(item) }
let inspectItem2 = op.inspect("inspect_item_2", inspectItem) { (_: String, item: Int) in print(item) }
let inspectStream = op.inspect("inspect", inspectItem2) { print($1) }
let inspect2 = op.inspect("inspect_2", inspectStream) { _, _ in count() }
let inspectItem3 = op.inspect("inspect_item_3", inspect2) { (_: String, item: Int) in [item].forEach { print($0) } }
let showStream = op.inspect("show", inspectItem3) { _, item in show(item) }
op.output("out", showStream, StdOutSink())
