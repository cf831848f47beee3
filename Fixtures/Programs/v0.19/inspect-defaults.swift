/// Prints what `inspect` and `inspectDebug` print by themselves: the step's full name and the item.
import Bytewax

let flow = Dataflow("trees")
let inpStream = op.input("inp", flow, TestingSource([("oak", 3), ("elm", 5)]))
let lookStream = op.inspect("look", inpStream)
let namesStream = op.map("names", lookStream) { $0.0 }
let debugStream = op.inspectDebug("debug", namesStream)
op.output("out", debugStream, StdOutSink())
