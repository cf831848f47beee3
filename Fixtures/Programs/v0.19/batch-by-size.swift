/// Packs parcels by threes for each town; the last, unfilled boxes go at the end.
import Bytewax

let parcels = [
  ("oslo", 1), ("rome", 2), ("oslo", 3), ("oslo", 4), ("rome", 5), ("oslo", 6), ("rome", 7), ("rome", 8),
]

let flow = Dataflow("batch_by_size")
let inp = op.input("inp", flow, TestingSource(parcels))
let box = op.collect("box", inp, timeout: .seconds(60), maxSize: 3)
op.output("out", box, StdOutSink())
