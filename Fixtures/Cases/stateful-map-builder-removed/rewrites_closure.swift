import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let mean = op.statefulMap("mean", inp, builder: { [Double]() }) { values, new in  //~ rewritten
  (values + [new], new)
}
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let mean = op.statefulMap("mean", inp) { values, new in
  let values = values ?? [Double]()
  return (values + [new], new)
}
