import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp) { 0 } _: { (sum: Int, n: Int) in  //~ rewritten
  (sum + n, sum)
}
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp) { (sum: Int?, n: Int) in
  let sum = sum ?? 0
  return (sum + n, sum)
}
