import Bytewax

let flow = Dataflow("half")
let inp = op.input("inp", flow, TestingSource([("a", 1)]))
let sums = op.statefulMap("sum", inp, builder: { 0 }) { (sum: Int, new: Int) in
  (sum + new, sum + new)
}
op.output("out", sums, StdOutSink())
