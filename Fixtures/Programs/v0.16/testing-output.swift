/// Runs its flow by itself and reads the results from a list, as a test would.
import Bytewax

let squares = TestingList<Int>()

let flow = Dataflow()
flow.input("inp", TestingInput(1...5))
flow.map { (number: Int) in number * number }
flow.output("out", TestingOutput(into: squares))

try runMain(flow)
print("\(squares.items.count) squares, the last is \(squares.items.last ?? 0)")
