/// Copies a text to a file in capitals: one line, one item, one line.
import Bytewax

let flow = Dataflow("file_output")
let inpStream = op.input("inp", flow, FileSource("Fixtures/Data/diary/monday.txt"))
let mapStream = op.map("map", inpStream) { (line: String) in ("all", line.uppercased()) }
op.output("file", mapStream, FileSink("out/capitals.txt"))
