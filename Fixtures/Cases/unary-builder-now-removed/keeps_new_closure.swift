import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let kept = op.unary("kept", inp) { (state: Int?) in Logic(state) }
