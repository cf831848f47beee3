/// Shows the epoch of each item: 0.16 begins with epoch 0, later eras with 1.
import Bytewax

func announce(_ epoch: Int, _ word: String) {
  print("epoch \(epoch): \(word)")
}

let flow = Dataflow("inspect_epoch")
let inp = op.input("inp", flow, TestingSource(["oak", "elm"]))
let announceStream = op.inspectDebug("announce", inp) { _, item, epoch, _ in announce(epoch, item) }
op.output("out", announceStream, StdOutSink())
