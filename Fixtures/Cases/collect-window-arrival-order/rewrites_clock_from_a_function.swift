import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
func clock() -> EventClockConfig<Event> { EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent) } }

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
flow.collectWindow("w", clock(), windows)  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
func clock() -> EventClockConfig<Event> { EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent) } }

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource(rows))
let wWindows = wop.collectWindow("w", inp, clock(), windows)
let w = op.mapValue("w_unwrap", wWindows) { _, values in values.sorted { Date(timeIntervalSince1970: $0.sent) < Date(timeIntervalSince1970: $1.sent) } }
op.output("out", w, StdOutSink())
