import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
let item: @Sendable ((String, Int)) -> Void = { print($0) }
flow.inspect(item)  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let item: @Sendable ((String, Int)) -> Void = { print($0) }
let itemStream = op.inspect("item", inp) { [inspector = item] _, item in inspector(item) }
op.output("out", itemStream, StdOutSink())
