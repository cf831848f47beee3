/// Parses but does not compile: there is no function of that name.
import Bytewax

let flow = Dataflow("misspelt")
let inpStream = op.input("inp", flow, TestingSource(1...3))
let doubleStream = op.map("double", inpStream, doubel)
op.output("out", doubleStream, StdOutSink())
