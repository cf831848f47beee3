import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
for factor in [2, 3] {
  flow.map { (n: Int) in n * factor }  //~ rewritten
}
for round in 0..<3 {
  flow.map(double)  //~ rewritten
}
for _ in 0..<2 { flow.map(half) }  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
var stream = inp
for (index, factor) in [2, 3].enumerated() {
  stream = op.map("map_\(index)", stream) { (n: Int) in n * factor }
}
for round in 0..<3 {
  stream = op.map("double_\(round)", stream, double)
}
for index in 0..<2 { stream = op.map("half_\(index)", stream, half) }
op.output("out", stream, StdOutSink())
