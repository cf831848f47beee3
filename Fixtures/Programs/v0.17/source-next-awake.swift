/// Wakes a source three times, twenty milliseconds apart, without sleeping in it.
import Bytewax
import Foundation

struct Metronome: PartitionedInput {
  func listParts() -> [String] {
    ["metronome"]
  }

  func buildPart(forPart: String, resumeState: Int?) throws -> Ticks {
    Ticks(from: resumeState ?? 0)
  }
}

final class Ticks: StatefulSource {
  private var count: Int

  init(from count: Int) {
    self.count = count
  }

  func nextBatch() throws -> [String] {
    guard count < 3 else { throw StopIteration() }
    count += 1
    return ["tick \(count)"]
  }

  func nextAwake() -> Date? {
    count == 0 ? nil : Date(timeIntervalSinceNow: 0.02)
  }

  func snapshot() -> Int {
    count
  }
}

let flow = Dataflow()
flow.input("metronome", Metronome())
flow.output("out", StdOutput())
