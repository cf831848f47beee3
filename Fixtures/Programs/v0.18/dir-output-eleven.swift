/// Spreads keys over eleven files: since 0.17 the files are counted in the order of their sorted names, so "part_10" is the third.
import Bytewax

let flow = Dataflow("dir_output_eleven")
let inp = op.input("inp", flow, TestingSource(0...10))
let mapNumber = op.map("map_number", inp) { (number: Int) in ("k\(number)", "line of k\(number)") }
op.output("files", mapNumber, DirSink("out", fileCount: 11))
