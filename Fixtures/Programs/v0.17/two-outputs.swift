/// Writes the raw numbers and, further down, their squares: each output sees the items at its place.
import Bytewax

let flow = Dataflow()
flow.input("inp", TestingInput(1...4))
flow.map { (number: Int) in "raw \(number)" }
flow.output("raw", StdOutput())
flow.map { (line: String) in line + ", seen" }
flow.output("seen", StdOutput())
