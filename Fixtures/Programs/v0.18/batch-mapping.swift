/// Sees items as they travel, batch by batch: three to a batch, and the rest.
import Bytewax

let flow = Dataflow("batch_mapping")
let inpStream = op.input("inp", flow, TestingSource(1...7, batchSize: 3))
let sumsStream = op.flatMapBatch("sums", inpStream) { (numbers: [Int]) in ["\(numbers.count) make \(numbers.reduce(0, +))"] }
op.output("out", sumsStream, StdOutSink())
