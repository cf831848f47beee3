/// Reduces items that are no pairs of key and value.
import Bytewax

func isLarge(_ total: Int) -> Bool {
  total > 100
}

let flow = Dataflow()
flow.input("inp", TestingInput(1...3))
flow.reduce("total", reducer: +, isLarge)
flow.output("out", StdOutput())
