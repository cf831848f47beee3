import Bytewax

func make(now: Date, state: Int?) throws -> Logic { Logic(state, now) }

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let kept = op.unary("kept", inp, make)  //~ rewritten
// ---- after
import Bytewax

func make(now: Date, state: Int?) throws -> Logic { Logic(state, now) }

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let kept = op.unary("kept", inp) { (state: Int?) in try make(now: Date(), state: state) }
