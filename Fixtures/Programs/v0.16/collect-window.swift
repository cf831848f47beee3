/// Collects readings that arrive out of order into ten-second windows; each list comes out sorted by the readings' own time.
import Bytewax
import Foundation

struct Reading: Codable, Sendable {
  var second: Int
  var degrees: Int
}

func eventTime(_ reading: Reading) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(reading.second))
}

func describe(_ entry: (String, [Reading])) -> String {
  "\(entry.0): " + entry.1.map { "\($0.degrees)° at \($0.second)" }.joined(separator: ", ")
}

let readings = [
  ("roof", Reading(second: 1, degrees: 20)), ("roof", Reading(second: 4, degrees: 21)),
  ("cellar", Reading(second: 5, degrees: 9)), ("roof", Reading(second: 2, degrees: 19)),
  ("roof", Reading(second: 13, degrees: 22)), ("roof", Reading(second: 3, degrees: 18)),
  ("roof", Reading(second: 11, degrees: 23)),
]

let clockConfig = EventClockConfig(waitForSystemDuration: .seconds(60), eventTime)
let windowConfig = TumblingWindow(length: .seconds(10), alignTo: Date(timeIntervalSince1970: 1_672_531_200))

let flow = Dataflow()
flow.input("inp", TestingInput(readings))
flow.collectWindow("by_ten", clockConfig, windowConfig)
flow.map(describe)
flow.output("out", StdOutput())
