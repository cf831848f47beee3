import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
struct Settings {
  let clock = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: -e.sent) }
}
let bySent = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent) }
func windowed(_ flow: Dataflow, by clock: EventClockConfig<Event>) {
  flow.collectWindow("w", clock, windows)  //~ rewritten
}

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
windowed(flow, by: bySent)
flow.output("out", StdOutput())
// ---- after
import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
struct Settings {
  let clock = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: -e.sent) }
}
let bySent = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent) }
func windowed(_ up: KeyedStream<Event>, by clock: EventClockConfig<Event>) -> KeyedStream<[Event]> {
  let wWindows = wop.collectWindow("w", up, clock, windows)
  return op.mapValue("w_unwrap", wWindows) { _, values in values.sorted { Date(timeIntervalSince1970: $0.sent) < Date(timeIntervalSince1970: $1.sent) } }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource(rows))
let windowedStream = windowed(inp, by: bySent)
op.output("out", windowedStream, StdOutSink())
