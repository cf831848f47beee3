/// Asks a source for the time it was built at: 0.18 hands it over, 0.19 lets the source look at the clock.
import Bytewax
import Foundation

/// The first of January 2020.
let startOf2020 = 1_577_836_800

struct Greeting: DynamicSource {
  func build(now: Date, workerIndex: Int, workerCount: Int) throws -> GreetingPartition {
    let modern = now.timeIntervalSince1970 > Double(startOf2020)
    return GreetingPartition(words: modern ? ["hello", "again"] : ["good", "morrow"])
  }
}

final class GreetingPartition: StatelessSourcePartition {
  private var words: [String]

  init(words: [String]) {
    self.words = words
  }

  func nextBatch(sched: Date?) throws -> [String] {
    guard !words.isEmpty else { throw StopIteration() }
    defer { words = [] }
    return words
  }
}

let flow = Dataflow("source_build_time")
let greetingStream = op.input("greeting", flow, Greeting())
op.output("out", greetingStream, StdOutSink())
