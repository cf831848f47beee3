/// Speaks two eras in one file: a step of 0.17 and steps of 0.18.
import Bytewax

let flow = Dataflow("half_way")
let inpStream = op.input("inp", flow, TestingSource(1...3))
flow.map { (number: Int) in number * 2 }
op.output("out", inpStream, StdOutSink())
