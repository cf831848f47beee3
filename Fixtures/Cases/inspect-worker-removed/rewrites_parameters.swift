import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.inspectWorker { worker, item in print(worker, item) }  //~ rewritten
flow.inspectWorker { print($0, $1) }  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let inspectWorkerStream = op.inspectDebug("inspect_worker", inp) { _, item, _, worker in print(worker, item) }
let inspectWorker2 = op.inspectDebug("inspect_worker_2", inspectWorkerStream) { print($3, $1) }
op.output("out", inspectWorker2, StdOutSink())
