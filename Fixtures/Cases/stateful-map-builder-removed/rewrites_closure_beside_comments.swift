import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap(  //~ rewritten
  "sum", inp,  // the numbers
  // What each key begins with.
  builder: { 0 },  // nothing
  { (sum: Int, n: Int) in (sum + n, sum) }  // adds
)
let last = op.statefulMap("last", inp,  /* the numbers */ builder: { 0 } /* nothing */) { (sum: Int, n: Int) in  //~ rewritten
  (sum + n, sum)
}
let most = op.statefulMap("most", inp,  // the numbers  //~ rewritten
  builder: { 0 }) { (sum: Int, n: Int) in
  (max(sum, n), sum)
}
// ---- after
import Bytewax

let flow = Dataflow("f")
let inp = op.input("inp", flow, numbers)
let sum = op.statefulMap(
  "sum", inp,  // the numbers
  // What each key begins with.
  // nothing
  { (sum: Int?, n: Int) in
    let sum = sum ?? 0
    return (sum + n, sum)
  }  // adds
)
let last = op.statefulMap("last", inp  /* the numbers */ /* nothing */) { (sum: Int?, n: Int) in
  let sum = sum ?? 0
  return (sum + n, sum)
}
let most = op.statefulMap("most", inp  // the numbers
  ) { (sum: Int?, n: Int) in
  let sum = sum ?? 0
  return (max(sum, n), sum)
}
