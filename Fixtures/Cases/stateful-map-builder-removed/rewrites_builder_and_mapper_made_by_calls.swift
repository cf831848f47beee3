import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func starting() -> @Sendable () -> Int {
  let counter = Counter()
  return { counter.n += 1; return counter.n }
}

func numbered() -> @Sendable (Int, Int) -> (Int?, String) {
  let counter = Counter()
  return { total, value in
    counter.n += 1
    return (total + value, "call \(counter.n): \(total + value)")
  }
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp, builder: starting(), numbered())  //~ rewritten
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func starting() -> @Sendable () -> Int {
  let counter = Counter()
  return { counter.n += 1; return counter.n }
}

func numbered() -> @Sendable (Int, Int) -> (Int?, String) {
  let counter = Counter()
  return { total, value in
    counter.n += 1
    return (total + value, "call \(counter.n): \(total + value)")
  }
}

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let out = op.statefulMap("s", inp) { [builder = starting(), mapper = numbered()] (state: Int?, value: Int) in mapper(state ?? builder(), value) }
op.output("out", out, StdOutSink())
