/// Reads and maps but gives nothing to anyone: a flow needs an output or an inspect step.
import Bytewax

let flow = Dataflow("no_output")
let inpStream = op.input("inp", flow, TestingSource(1...3))
let doubleStream = op.map("double", inpStream) { $0 * 2 }
