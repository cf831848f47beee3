/// Cuts a visitor's clicks into sessions: five quiet seconds end one.
import Bytewax
import Foundation

func eventTime(_ second: Int) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(second))
}

let clicks = [("ann", 1), ("ann", 3), ("bob", 2), ("ann", 9), ("ann", 14), ("bob", 4), ("ann", 30)]

let clockConfig = EventClockConfig(waitForSystemDuration: .seconds(600), eventTime)
let windowConfig = SessionWindow(gap: .seconds(5))

let flow = Dataflow("session_window")
let inp = op.input("inp", flow, TestingSource(clicks))
let sessionsWindows = wop.foldWindow("sessions", inp, clockConfig, windowConfig, builder: { [Int]() }) { (seconds: [Int], second: Int) in seconds + [second] }
let sessions = op.mapValue("sessions_unwrap", sessionsWindows) { _, value in value }
op.output("out", sessions, StdOutSink())
