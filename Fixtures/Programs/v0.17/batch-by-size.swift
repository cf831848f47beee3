/// Packs parcels by threes for each town; the last, unfilled boxes go at the end.
import Bytewax

let parcels = [
  ("oslo", 1), ("rome", 2), ("oslo", 3), ("oslo", 4), ("rome", 5), ("oslo", 6), ("rome", 7), ("rome", 8),
]

let flow = Dataflow()
flow.input("inp", TestingInput(parcels))
flow.batch("box", maxSize: 3, timeout: .seconds(60))
flow.output("out", StdOutput())
