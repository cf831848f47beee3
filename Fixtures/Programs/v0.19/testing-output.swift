/// Runs its flow by itself and reads the results from a list, as a test would.
import Bytewax

let squares = TestingList<Int>()

let flow = Dataflow("testing_output")
let inpStream = op.input("inp", flow, TestingSource(1...5))
let mapStream = op.map("map", inpStream) { (number: Int) in number * number }
op.output("out", mapStream, TestingSink(into: squares))

try runMain(flow)
print("\(squares.items.count) squares, the last is \(squares.items.last ?? 0)")
