/// Reads a text with blank lines in it: each is an item, and none ends the input.
import Bytewax

let flow = Dataflow("blank_lines")
let inpStream = op.input("inp", flow, FileSource("Fixtures/Data/verses.txt"))
let mapStream = op.map("map", inpStream) { (line: String) in "[\(line)]" }
op.output("out", mapStream, StdOutSink())
