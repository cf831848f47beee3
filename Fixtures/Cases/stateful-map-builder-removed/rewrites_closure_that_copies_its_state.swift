import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let mean = op.statefulMap("mean", inp, builder: { [Double]() }) { (values: [Double], new: Double) in  //~ rewritten
  var values = values
  values.append(new)
  return (values, new)
}
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let mean = op.statefulMap("mean", inp) { (values: [Double]?, new: Double) in
  var values = values ?? [Double]()
  values.append(new)
  return (values, new)
}
