import Bytewax

func zero() -> Int { 0 }

func add(_ sum: Int, _ n: Int) -> (Int?, Int) {
  (sum + n, sum + n)
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp, builder: zero, add)  //~ rewritten
// ---- after
import Bytewax

func zero() -> Int { 0 }

func add(_ sum: Int?, _ n: Int) -> (Int?, Int) {
  let sum = sum ?? zero()
  return (sum + n, sum + n)
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap("sum", inp, add)
