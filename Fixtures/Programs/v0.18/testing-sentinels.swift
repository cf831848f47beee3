/// Ends the input early with a sentinel: what stands behind `eof` is for the next run.
import Bytewax

let flow = Dataflow("testing_sentinels")
let inpStream = op.input("inp", flow, TestingSource<Int>([.item(1), .item(2), .eof, .item(3), .abort, .item(4)]))
let mapStream = op.map("map", inpStream) { (number: Int) in "item \(number)" }
op.output("out", mapStream, StdOutSink())
