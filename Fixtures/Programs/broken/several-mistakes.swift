/// Makes three mistakes: all are reported at once, each with its line.
import Bytewax

let flow = Dataflow("shop")
let inpStream = op.input("inp", flow, TestingSource(1...3))
let firstStream = op.map("step", inpStream) { $0 + 1 }
let secondStream = op.map("step", firstStream) { $0 + 1 }
let thirdStream = op.map("third.step", secondStream) { $0 + 1 }
