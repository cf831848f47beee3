import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
let clock = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: [e.sent].map { $0 * 2 }[0]) }

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
flow.collectWindow("w", clock, windows)  //~ review
flow.output("out", StdOutput())
// ---- after
import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
let clock = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: [e.sent].map { $0 * 2 }[0]) }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource(rows))
let wWindows = wop.collectWindow("w", inp, clock, windows)
let w = op.mapValue("w_unwrap", wWindows) { _, values in values.sorted { one, other in Date(timeIntervalSince1970: [one.sent].map { $0 * 2 }[0]) < Date(timeIntervalSince1970: [other.sent].map { $0 * 2 }[0]) } }
op.output("out", w, StdOutSink())
