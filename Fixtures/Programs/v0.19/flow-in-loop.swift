/// Adds a step for each factor in a loop.
import Bytewax

let flow = Dataflow("flow_in_loop")
let inp = op.input("inp", flow, TestingSource(1...3))
var stream = inp
for (index, factor) in [2, 3, 5].enumerated() {
  stream = op.map("map_number_\(index)", stream) { (number: Int) in number * factor }
}
op.output("out", stream, StdOutSink())
