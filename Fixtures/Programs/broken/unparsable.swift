/// Does not parse: a parenthesis is never closed.
import Bytewax

let flow = Dataflow()
flow.input("inp", TestingInput(1...3)
flow.map { (number: Int) in number * 2 
flow.output("out", StdOutput())
