import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func numbered() -> @Sendable (Int, Int) -> (Int?, String) {
  let counter = Counter()
  return { total, value in
    counter.n += 1
    return (total + value, "call \(counter.n): \(total + value)")
  }
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
var mapper = numbered()
let out = op.statefulMap("s", inp, builder: { 0 }, mapper)  //~ rewritten
mapper = numbered()
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func numbered() -> @Sendable (Int, Int) -> (Int?, String) {
  let counter = Counter()
  return { total, value in
    counter.n += 1
    return (total + value, "call \(counter.n): \(total + value)")
  }
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
var mapper = numbered()
let out = op.statefulMap("s", inp) { [mapper] (state: Int?, value: Int) in try mapper(state ?? 0, value) }
mapper = numbered()
op.output("out", out, StdOutSink())
