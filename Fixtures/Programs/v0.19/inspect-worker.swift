/// Shows which worker holds an item.
import Bytewax

func announce(_ worker: Int, _ word: String) {
  print("worker \(worker): \(word)")
}

let flow = Dataflow("inspect_worker")
let inp = op.input("inp", flow, TestingSource(["oak", "elm"]))
let announceStream = op.inspectDebug("announce", inp) { _, item, _, worker in announce(worker, item) }
op.output("out", announceStream, StdOutSink())
