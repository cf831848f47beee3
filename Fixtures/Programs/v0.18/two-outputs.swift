/// Writes the raw numbers and, further down, their squares: each output sees the items at its place.
import Bytewax

let flow = Dataflow("two_outputs")
let inp = op.input("inp", flow, TestingSource(1...4))
let mapNumber = op.map("map_number", inp) { (number: Int) in "raw \(number)" }
op.output("raw", mapNumber, StdOutSink())
let mapLine = op.map("map_line", mapNumber) { (line: String) in line + ", seen" }
op.output("seen", mapLine, StdOutSink())
