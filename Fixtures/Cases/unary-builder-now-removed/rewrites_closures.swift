import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let kept = op.unary("kept", inp) { (now: Date, state: Int?) in Logic(state) }  //~ rewritten
let more = op.unary("more", inp) { now, state in Logic(state, now) }  //~ rewritten
let last = op.unary("last", inp) { Logic($1) }  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let kept = op.unary("kept", inp) { (state: Int?) in Logic(state) }
let more = op.unary("more", inp) { state in
  let now = Date()
  return Logic(state, now)
}
let last = op.unary("last", inp) { Logic($0) }
