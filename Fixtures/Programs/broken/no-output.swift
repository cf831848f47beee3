/// Reads and maps but gives nothing to anyone: a flow needs an output.
import Bytewax

let flow = Dataflow()
flow.input("inp", TestingInput(1...3))
flow.map { (number: Int) in number * 2 }
