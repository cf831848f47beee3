import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = inp.statefulMap("sum", builder: { 0 }) { (sum: Int, n: Int) in  //~ rewritten
  (sum + n, sum)
}
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = inp.statefulMap("sum") { (sum: Int?, n: Int) in
  let sum = sum ?? 0
  return (sum + n, sum)
}
