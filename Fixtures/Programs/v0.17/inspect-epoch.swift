/// Shows the epoch of each item: 0.16 begins with epoch 0, later eras with 1.
import Bytewax

func announce(_ epoch: Int, _ word: String) {
  print("epoch \(epoch): \(word)")
}

let flow = Dataflow()
flow.input("inp", TestingInput(["oak", "elm"]))
flow.inspectEpoch(announce)
flow.output("out", StdOutput())
