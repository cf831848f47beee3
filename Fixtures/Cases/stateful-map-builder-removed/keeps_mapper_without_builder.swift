import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp) { (sum: Int?, n: Int) in ((sum ?? 0) + n, n) }
