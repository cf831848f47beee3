import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.inspectEpoch { epoch, item in print(epoch, item) }  //~ rewritten
flow.inspectEpoch { (epoch: Int, item: String) in print(epoch, item) }  //~ rewritten
flow.inspectEpoch { print($0, $1) }  //~ rewritten
flow.inspectEpoch(show)  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let inspectEpochStream = op.inspectDebug("inspect_epoch", inp) { _, item, epoch, _ in print(epoch, item) }
let inspectEpoch2 = op.inspectDebug("inspect_epoch_2", inspectEpochStream) { (_: String, item: String, epoch: Int, _: Int) in print(epoch, item) }
let inspectEpoch3 = op.inspectDebug("inspect_epoch_3", inspectEpoch2) { _, item, epoch, _ in print(epoch, item) }
let showStream = op.inspectDebug("show", inspectEpoch3) { _, item, epoch, _ in show(epoch, item) }
op.output("out", showStream, StdOutSink())
