import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
func windowed(_ flow: Dataflow, by clock: SystemClockConfig) {
  flow.collectWindow("w", clock, windows)
}

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
windowed(flow, by: SystemClockConfig())
flow.output("out", StdOutput())
// ---- after
import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
func windowed(_ up: KeyedStream<Event>, by clock: SystemClockConfig) -> KeyedStream<[Event]> {
  let wWindows = wop.collectWindow("w", up, clock, windows)
  return op.mapValue("w_unwrap", wWindows) { _, value in value }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource(rows))
let windowedStream = windowed(inp, by: SystemClockConfig())
op.output("out", windowedStream, StdOutSink())
