/// Adds a step for each factor in a loop.
import Bytewax

let flow = Dataflow("flow_in_loop")
var stream = op.input("inp", flow, TestingSource(1...3))
for factor in [2, 3, 5] {
  stream = op.map("map_\(factor)", stream) { (number: Int) in number * factor }
}
op.output("out", stream, StdOutSink())
