/// Writes the raw numbers and, further down, their squares: each output sees the items at its place.
import Bytewax

let flow = Dataflow("two_outputs")
let inpStream = op.input("inp", flow, TestingSource(1...4))
let mapStream = op.map("map", inpStream) { (number: Int) in "raw \(number)" }
op.output("raw", mapStream, StdOutSink())
let map2Stream = op.map("map_2", mapStream) { (line: String) in line + ", seen" }
op.output("seen", map2Stream, StdOutSink())
