import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp, builder: { 0 }) { ($0 + $1, $0) }  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp) { state, value in
  let state = state ?? 0
  return (state + value, state)
}
