/// Gives two steps the same id.
import Bytewax

let flow = Dataflow("shop")
let inpStream = op.input("inp", flow, TestingSource(1...3))
let taxedStream = op.map("price", inpStream) { $0 * 12 }
let shownStream = op.map("price", taxedStream) { "\($0) cents" }
op.output("out", shownStream, StdOutSink())
