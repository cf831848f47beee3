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
let out = op.statefulMap("s", inp, builder: { 0 }, numbered())  //~ rewritten
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
let out = op.statefulMap("s", inp) { [mapper = numbered()] (state: Int?, value: Int) in mapper(state ?? 0, value) }
op.output("out", out, StdOutSink())
