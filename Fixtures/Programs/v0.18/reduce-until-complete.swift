/// Gathers a rider's legs until the trip is done: a reduce that emits as soon as its accumulator is complete.
import Bytewax

struct Trip: Codable, Sendable {
  var legs: Int
  var kilometres: Int
  var done: Bool
}

func leg(_ rider: String, _ kilometres: Int, done: Bool = false) -> (String, Trip) {
  (rider, Trip(legs: 1, kilometres: kilometres, done: done))
}

func merge(_ trip: Trip, _ next: Trip) -> Trip {
  Trip(legs: trip.legs + next.legs, kilometres: trip.kilometres + next.kilometres, done: next.done)
}

func isDone(_ trip: Trip) -> Bool {
  trip.done
}

func describe(_ entry: (String, Trip)) -> String {
  "\(entry.0): \(entry.1.kilometres) km in \(entry.1.legs) legs"
}

let legs = [
  leg("ada", 3), leg("ben", 10), leg("ada", 4), leg("cleo", 1, done: true),
  leg("ada", 5, done: true), leg("ben", 2, done: true), leg("ada", 7),
]

let flow = Dataflow("reduce_until_complete")
let inp = op.input("inp", flow, TestingSource(legs))
let tripSteps = op.statefulMap("trip", inp, builder: { [Trip]() }) { (kept: [Trip], value: Trip) -> ([Trip]?, [Trip]) in
  let trip = if let kept = kept.first { merge(kept, value) } else { value }
  return isDone(trip) ? (nil, [trip]) : ([trip], [])
}
let tripStream = op.flatMapValue("trip_emit", tripSteps) { $0 }
let describeStream = op.map("describe", tripStream, describe)
// Ada's second trip never ends, so it is never seen.
op.output("out", describeStream, StdOutSink())
