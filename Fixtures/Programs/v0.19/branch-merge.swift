/// Parts numbers into small and large ones, treats each side in its own way and brings them together again.
import Bytewax

let flow = Dataflow("branch_merge")
let inpStream = op.input("inp", flow, TestingSource(1...6, batchSize: 6))
let sizes = op.branch("is_small", inpStream) { $0 <= 3 }
let smallStream = op.map("small", sizes.trues) { "small \($0)" }
let largeStream = op.map("large", sizes.falses) { "large \($0 * 100)" }
let bothStream = op.merge("both", largeStream, smallStream)
op.output("out", bothStream, StdOutSink())
