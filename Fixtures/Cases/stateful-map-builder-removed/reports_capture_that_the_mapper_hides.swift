import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
let out = op.statefulMap("s", inp, builder: { [n = counter.n] in n }) { (sum: Int, n: Int) in (sum + n, sum + n) }  //~ left
op.output("out", out, StdOutSink())
// ---- after
import Bytewax

final class Counter: @unchecked Sendable { var n = 0 }

let flow = Dataflow("f")
let inp = op.input("inp", flow, TestingSource([("k", 1), ("k", 2), ("k", 3)]))
let counter = Counter()
// TODO(waxwing: stateful-map-builder-removed): what 'builder:' captures goes by a name that the mapper uses too; give it another name
let out = op.statefulMap("s", inp, builder: { [n = counter.n] in n }) { (sum: Int, n: Int) in (sum + n, sum + n) }
op.output("out", out, StdOutSink())
