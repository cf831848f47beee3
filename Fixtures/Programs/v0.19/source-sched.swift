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
  private var count = 0
  private var sched: Date?

  func nextBatch() throws -> [String] {
    guard count < 3 else { throw StopIteration() }
    count += 1
    return ["tick \(count), \(sched == nil ? "unplanned" : "planned")"]
  }

  func nextAwake() -> Date? {
    sched = count == 0 ? nil : Date(timeIntervalSinceNow: 0.02)
    return sched
  }

  func snapshot() -> Int {
    count
  }
}

let flow = Dataflow("source_sched")
let metronomeStream = op.input("metronome", flow, Metronome())
op.output("out", metronomeStream, StdOutSink())
