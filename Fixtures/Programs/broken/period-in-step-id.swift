/// Writes a period into a step id, where only the engine may.
import Bytewax

let flow = Dataflow("shop")
let inpStream = op.input("inp", flow, TestingSource(1...3))
let plusOneStream = op.map("plus.one", inpStream) { $0 + 1 }
op.output("out", plusOneStream, StdOutSink())
