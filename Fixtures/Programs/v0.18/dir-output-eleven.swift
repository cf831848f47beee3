/// Spreads keys over eleven files: since 0.17 the files are counted in the order of their sorted names, so "part_10" is the third.
import Bytewax

let flow = Dataflow("dir_output_eleven")
let inpStream = op.input("inp", flow, TestingSource(0...10))
let mapStream = op.map("map", inpStream) { (number: Int) in ("k\(number)", "line of k\(number)") }
op.output("files", mapStream, DirSink("out", fileCount: 11))
