import Bytewax

func merge(_ a: Trip, _ b: Trip) throws -> Trip { a }
func isDone(_ trip: Trip) -> Bool { true }

let flow = Dataflow()
flow.input("inp", numbers)
flow.reduce("trip", reducer: merge, isDone)  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

func merge(_ a: Trip, _ b: Trip) throws -> Trip { a }
func isDone(_ trip: Trip) -> Bool { true }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let tripSteps = op.statefulMap("trip", inp, builder: { [Trip]() }) { (kept: [Trip], value: Trip) -> ([Trip]?, [Trip]) in
  let trip = if let kept = kept.first { try merge(kept, value) } else { value }
  return isDone(trip) ? (nil, [trip]) : ([trip], [])
}
let tripStream = op.flatMapValue("trip_emit", tripSteps) { $0 }
op.output("out", tripStream, StdOutSink())
