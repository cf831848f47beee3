import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
func clock() -> EventClockConfig<Event> {
  let shift = 5.0
  return EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent + shift) }
}

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
flow.collectWindow("w", clock(), windows)  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
func clock() -> EventClockConfig<Event> {
  let shift = 5.0
  return EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent + shift) }
}

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
// TODO(waxwing: collect-window-arrival-order): the list came sorted by the time that its clock reads, and its closure may give another time when it is asked again; sort the list by hand
flow.collectWindow("w", clock(), windows)
flow.output("out", StdOutput())
