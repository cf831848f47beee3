/// Runs its flow by itself and reads the results from a list, as a test would.
import Bytewax

let squares = TestingList<Int>()

let flow = Dataflow("testing_output")
let inp = op.input("inp", flow, TestingSource(1...5))
let mapNumber = op.map("map_number", inp) { (number: Int) in number * number }
op.output("out", mapNumber, TestingSink(into: squares))

try runMain(flow)
print("\(squares.items.count) squares, the last is \(squares.items.last ?? 0)")
