import Bytewax

func count(_ pair: (String, Int)) -> (String, Int) { pair }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
flow.map(count)
flow.statefulMap("count", builder: { 0 }) { (n: Int, one: Int) in (n + one, n + one) }
flow.output("out", StdOutput())
// ---- after
import Bytewax

func count(_ pair: (String, Int)) -> (String, Int) { pair }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let count2 = op.map("count_2", inp, count)
let countStream = op.statefulMap("count", count2, builder: { 0 }) { (n: Int, one: Int) in (n + one, n + one) }
op.output("out", countStream, StdOutSink())
