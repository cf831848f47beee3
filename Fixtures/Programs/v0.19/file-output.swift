/// Copies a text to a file in capitals: one line, one item, one line.
import Bytewax

let flow = Dataflow("file_output")
let inp = op.input("inp", flow, FileSource("Fixtures/Data/diary/monday.txt"))
let mapLine = op.map("map_line", inp) { (line: String) in ("all", line.uppercased()) }
op.output("file", mapLine, FileSink("out/capitals.txt"))
