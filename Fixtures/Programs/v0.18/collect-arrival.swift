/// Shows windows as they are since 0.18: lists in order of arrival, and each window's bounds beside them.
import Bytewax
import Foundation

struct Reading: Codable, Sendable {
  var second: Int
  var degrees: Int
}

let start = Date(timeIntervalSince1970: 1_672_531_200)

func eventTime(_ reading: Reading) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(reading.second))
}

func describe(_ entry: (String, (WindowMetadata, [Reading]))) -> String {
  let (metadata, readings) = entry.1
  let open = Int(metadata.openTime.timeIntervalSince1970 - 1_672_531_200)
  let close = Int(metadata.closeTime.timeIntervalSince1970 - 1_672_531_200)
  return "\(entry.0) \(open)..<\(close): \(readings.map(\.second))"
}

let readings = [
  ("roof", Reading(second: 1, degrees: 20)), ("roof", Reading(second: 4, degrees: 21)),
  ("cellar", Reading(second: 5, degrees: 9)), ("roof", Reading(second: 2, degrees: 19)),
  ("roof", Reading(second: 13, degrees: 22)), ("roof", Reading(second: 3, degrees: 18)),
  ("roof", Reading(second: 11, degrees: 23)),
]

let clock = EventClockConfig(waitForSystemDuration: .seconds(60), eventTime)
let windower = TumblingWindow(length: .seconds(10), alignTo: start)

let flow = Dataflow("collect_arrival")
let inpStream = op.input("inp", flow, TestingSource(readings))
let byTenStream = wop.collectWindow("by_ten", inpStream, clock, windower)
let describeStream = op.map("describe", byTenStream, describe)
op.output("out", describeStream, StdOutSink())
