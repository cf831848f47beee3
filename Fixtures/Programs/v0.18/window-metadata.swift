/// Counts, joins and compares within windows, and shows the bounds each window reports.
import Bytewax
import Foundation

struct Bid: Codable, Sendable {
  var second: Int
  var euros: Int
}

func eventTime(_ bid: Bid) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(bid.second))
}

func seconds(_ metadata: WindowMetadata) -> String {
  let open = metadata.openTime.timeIntervalSince1970 - 1_672_531_200
  let close = metadata.closeTime.timeIntervalSince1970 - 1_672_531_200
  return "\(Int(open))..\(Int(close))"
}

let bids = [
  ("vase", Bid(second: 1, euros: 10)), ("vase", Bid(second: 4, euros: 30)), ("lute", Bid(second: 5, euros: 5)),
  ("vase", Bid(second: 12, euros: 20)), ("lute", Bid(second: 8, euros: 7)),
]
let offers = [("vase", Bid(second: 2, euros: 8)), ("lute", Bid(second: 25, euros: 1))]

let clock = EventClockConfig(waitForSystemDuration: .seconds(600), eventTime)
let pairClock = EventClockConfig(waitForSystemDuration: .seconds(600)) { (entry: (String, Bid)) in eventTime(entry.1) }
let tens = TumblingWindow(length: .seconds(10), alignTo: Date(timeIntervalSince1970: 1_672_531_200))
let quiet = SessionWindow(gap: .seconds(5))

let flow = Dataflow("window_metadata")
let bidsStream = op.input("bids", flow, TestingSource(bids))
let offersStream = op.input("offers", flow, TestingSource(offers))
let countStream = wop.countWindow("count", bidsStream, pairClock, tens) { $0.0 }
let countLineStream = op.map("count_line", countStream) { "count \($0.0) \(seconds($0.1.0)): \($0.1.1)" }
let maxStream = wop.maxWindow("max", bidsStream, clock, tens, by: { $0.euros })
let maxLineStream = op.map("max_line", maxStream) { "max \($0.0) \(seconds($0.1.0)): \($0.1.1.euros)" }
let rallyStream = wop.collectWindow("rally", bidsStream, clock, quiet)
let rallyLineStream = op.map("rally_line", rallyStream) { "rally \($0.0) \(seconds($0.1.0)): \($0.1.1.map(\.euros))" }
let matchStream = wop.joinWindow("match", clock, tens, bidsStream, offersStream)
let matchLineStream = op.map("match_line", matchStream) { entry in
  let (bid, offer) = entry.1.1
  return "match \(entry.0) \(seconds(entry.1.0)): \(bid?.euros ?? 0) against \(offer?.euros ?? 0)"
}
let linesStream = op.merge("lines", countLineStream, maxLineStream, rallyLineStream, matchLineStream)
op.output("out", linesStream, StdOutSink())
