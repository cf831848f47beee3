/// Reads a text with blank lines in it: each is an item, and none ends the input.
import Bytewax

let flow = Dataflow("blank_lines")
let inp = op.input("inp", flow, FileSource("Fixtures/Data/verses.txt"))
let mapLine = op.map("map_line", inp) { (line: String) in "[\(line)]" }
op.output("out", mapLine, StdOutSink())
