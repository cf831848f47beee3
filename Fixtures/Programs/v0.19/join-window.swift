/// Joins what two gates saw in the same minute: the last of each side, or every pair of them.
import Bytewax
import Foundation

struct Passage: Codable, Sendable {
  var second: Int
  var plate: String
}

func eventTime(_ passage: Passage) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(passage.second))
}

func describe(_ entry: (String, (WindowMetadata, (Passage?, Passage?)))) -> String {
  let (entered, left) = entry.1.1
  return "\(entry.0): \(entered?.plate ?? "nobody") in, \(left?.plate ?? "nobody") out"
}

let north = [
  ("park", Passage(second: 5, plate: "N1")), ("park", Passage(second: 20, plate: "N2")),
  ("mall", Passage(second: 70, plate: "N3")),
]
let south = [("park", Passage(second: 30, plate: "S1")), ("park", Passage(second: 65, plate: "S2"))]

let clock = EventClockConfig(waitForSystemDuration: .seconds(600), eventTime)
let minutes = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 1_672_531_200))

let flow = Dataflow("join_window")
let northStream = op.input("north", flow, TestingSource(north))
let southStream = op.input("south", flow, TestingSource(south))
let lastStream = wop.joinWindow("last", clock, minutes, northStream, southStream)
let lastLineStream = op.map("last_line", lastStream) { "last " + describe($0) }
let everyStream = wop.joinWindow("every", clock, minutes, northStream, southStream, product: true)
let everyLineStream = op.map("every_line", everyStream) { "every " + describe($0) }
let linesStream = op.merge("lines", lastLineStream, everyLineStream)
op.output("out", linesStream, StdOutSink())
