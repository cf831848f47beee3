import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 3), ("k", 2)]))
let last = op.statefulMap("last", inp, builder: { Int?.some(9) }) { state, value in value == 3 ? (nil, state) : (value, state) }  //~ left
op.output("out", last, StdOutSink())
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 3), ("k", 2)]))
// TODO(waxwing: stateful-map-builder-removed): the state is optional, and a state that is nil means no state in the new era; keep it in a struct
let last = op.statefulMap("last", inp, builder: { Int?.some(9) }) { state, value in value == 3 ? (nil, state) : (value, state) }
op.output("out", last, StdOutSink())
