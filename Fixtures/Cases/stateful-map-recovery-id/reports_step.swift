import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let mean = op.statefulMap("mean", inp, builder: { [Double]() }) { (values: [Double], new: Double) in (values, new) }  //~ reported
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let mean = op.statefulMap("mean", inp) { (values: [Double]?, new: Double) in
  let values = values ?? [Double]()
  return (values, new)
}
