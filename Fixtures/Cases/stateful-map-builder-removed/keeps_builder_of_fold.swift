import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.foldFinal("sum", inp, builder: { 0 }) { sum, n in sum + n }
