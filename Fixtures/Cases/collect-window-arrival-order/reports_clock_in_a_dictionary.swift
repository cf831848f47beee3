import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
let clocks = ["sent": EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent) }]

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
flow.collectWindow("w", clocks["sent"]!, windows)  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax
import Foundation

struct Event: Codable, Sendable { var sent: Double; var name: String }
let windows = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 0))
let rows = [("k", Event(sent: 10, name: "a")), ("k", Event(sent: 5, name: "b"))]
let clocks = ["sent": EventClockConfig(waitForSystemDuration: .seconds(30)) { (e: Event) in Date(timeIntervalSince1970: e.sent) }]

let flow = Dataflow()
flow.input("inp", TestingInput(rows))
// TODO(waxwing: collect-window-arrival-order): the list came sorted by the time that its clock reads, and what this clock reads cannot be seen here; use a constant of this file, made with its closure
flow.collectWindow("w", clocks["sent"]!, windows)
flow.output("out", StdOutput())
