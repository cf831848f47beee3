import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
final class Counter: @unchecked Sendable { var n = 0.0 }
let counter = Counter()
let clock = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in counter.n += 1; return Date(timeIntervalSince1970: e.sent + counter.n) }

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
flow.collectWindow("w", clock, windows)  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
final class Counter: @unchecked Sendable { var n = 0.0 }
let counter = Counter()
let clock = EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in counter.n += 1; return Date(timeIntervalSince1970: e.sent + counter.n) }

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
// TODO(waxwing: collect-window-arrival-order): the list came sorted by the time that its clock reads, and its closure may give another time when it is asked again; sort the list by hand
flow.collectWindow("w", clock, windows)
flow.output("out", StdOutput())
