import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
let item = 5
flow.inspectEpoch { print($0, $1, item) }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let item = 5
let inspectEpochStream = op.inspectDebug("inspect_epoch", inp) { _, item2, epoch, _ in print(epoch, item2, item) }
op.output("out", inspectEpochStream, StdOutSink())
