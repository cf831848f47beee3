import Bytewax

func add(_ sum: Int, _ n: Int) throws -> (Int?, Int) { (sum + n, sum + n) }

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp, builder: { 0 }, add)  //~ rewritten
let again = op.statefulMap("again", inp, builder: { 1 }, add)  //~ rewritten
// ---- after
import Bytewax

func add(_ sum: Int, _ n: Int) throws -> (Int?, Int) { (sum + n, sum + n) }

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp) { (state: Int?, value: Int) in try add(state ?? 0, value) }
let again = op.statefulMap("again", inp) { (state: Int?, value: Int) in try add(state ?? 1, value) }
