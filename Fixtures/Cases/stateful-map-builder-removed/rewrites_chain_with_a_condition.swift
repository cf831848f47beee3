import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = inp.map("one") { $0 }  //~ rewritten
#if DEBUG
  .inspect("seen")
#endif
  .statefulMap("s", builder: { 0 }) { (sum: Int, n: Int) in (sum + n, sum + n) }
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = inp.map("one") { $0 }
#if DEBUG
  .inspect("seen")
#endif
  .statefulMap("s") { (sum: Int?, n: Int) in
    let sum = sum ?? 0
    return (sum + n, sum + n)
  }
op.output("out", out, StdOutSink())
