import Bytewax

let registry = ConfluentSchemaRegistry()
let flow = Dataflow("orders")
let inp = op.input("inp", flow, TestingSource([("a", 1)]))
let sums = op.statefulMap("sum", inp, builder: { 0 }) { (sum: Int, new: Int) in (sum + new, sum) }
op.output("out", sums, StdOutSink())
