/// Tells planned ticks from the first, unplanned one: 0.18 hands a source the time it asked for, 0.19 lets it remember.
import Bytewax
import Foundation

struct Metronome: FixedPartitionedSource {
  func listParts() -> [String] {
    ["metronome"]
  }

  func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> Ticks {
    Ticks()
  }
}

final class Ticks: StatefulSourcePartition {
  private var lastAwake: Date?
  private var count = 0

  func nextBatch() throws -> [String] {
    let sched = lastAwake
    guard count < 3 else { throw StopIteration() }
    count += 1
    return ["tick \(count), \(sched == nil ? "unplanned" : "planned")"]
  }

  func nextAwake() -> Date? {
    lastAwake = count == 0 ? nil : Date(timeIntervalSinceNow: 0.02)
    return lastAwake
  }

  func snapshot() -> Int {
    count
  }
}

let flow = Dataflow("source_sched")
let metronomeStream = op.input("metronome", flow, Metronome())
op.output("out", metronomeStream, StdOutSink())
