import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func counting() -> @Sendable ((String, Int)) -> Void {
  let counter = Counter()
  return { pair in counter.n += 1; print(counter.n, pair) }
}

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
flow.inspect(counting())  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

func counting() -> @Sendable ((String, Int)) -> Void {
  let counter = Counter()
  return { pair in counter.n += 1; print(counter.n, pair) }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let countingStream = op.inspect("counting", inp) { [inspector = counting()] _, item in inspector(item) }
op.output("out", countingStream, StdOutSink())
