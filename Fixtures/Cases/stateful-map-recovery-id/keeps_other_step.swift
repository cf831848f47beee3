import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.reduceFinal("sum", inp, +)
