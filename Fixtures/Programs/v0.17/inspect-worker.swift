/// Shows which worker holds an item.
import Bytewax

func announce(_ worker: Int, _ word: String) {
  print("worker \(worker): \(word)")
}

let flow = Dataflow()
flow.input("inp", TestingInput(["oak", "elm"]))
flow.inspectWorker(announce)
flow.output("out", StdOutput())
