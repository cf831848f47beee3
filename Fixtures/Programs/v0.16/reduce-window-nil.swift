/// Joins values of which one is missing: what a `nil` accumulator means to a window's reduce changed in 0.18.
import Bytewax
import Foundation

func join(_ left: String?, _ right: String?) -> String? {
  "(\(left ?? "none") \(right ?? "none"))"
}

let letters: [(String, String?)] = [("a", nil), ("a", "x"), ("a", "y"), ("b", "z")]

let clockConfig = SystemClockConfig()
let windowConfig = TumblingWindow(length: .seconds(3_155_760_000), alignTo: Date(timeIntervalSince1970: 946_684_800))

let flow = Dataflow()
flow.input("inp", TestingInput(letters))
flow.reduceWindow("joined", clockConfig, windowConfig, join)
flow.map { (entry: (String, String?)) in "\(entry.0): \(entry.1 ?? "none")" }
flow.output("out", StdOutput())
