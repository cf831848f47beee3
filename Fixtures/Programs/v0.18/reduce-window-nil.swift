/// Joins values of which one is missing: what a `nil` accumulator means to a window's reduce changed in 0.18.
import Bytewax
import Foundation

func join(_ left: String?, _ right: String?) -> String? {
  "(\(left ?? "none") \(right ?? "none"))"
}

let letters: [(String, String?)] = [("a", nil), ("a", "x"), ("a", "y"), ("b", "z")]

let clockConfig = SystemClockConfig()
let windowConfig = TumblingWindow(length: .seconds(3_155_760_000), alignTo: Date(timeIntervalSince1970: 946_684_800))

let flow = Dataflow("reduce_window_nil")
let inp = op.input("inp", flow, TestingSource(letters))
let joinedWindows = wop.reduceWindow("joined", inp, clockConfig, windowConfig, join)
let joined = op.mapValue("joined_unwrap", joinedWindows) { _, value in value }
let mapEntry = op.map("map_entry", joined) { (entry: (String, String?)) in "\(entry.0): \(entry.1 ?? "none")" }
op.output("out", mapEntry, StdOutSink())
