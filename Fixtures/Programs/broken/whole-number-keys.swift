/// Adds up values whose keys are numbers: keys are strings, and the compiler alone has no words for it.
import Bytewax

let flow = Dataflow("sums")
let pairs = op.input("inp", flow, TestingSource([(1, 2), (1, 3)]))
let sums = op.reduceFinal("sum", pairs, +)
op.output("out", sums, StdOutSink())
