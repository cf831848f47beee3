/// Sums load over ten seconds, every five: each reading counts in two windows.
import Bytewax
import Foundation

struct Load: Codable, Sendable {
  var second: Int
  var watts: Int
}

func eventTime(_ load: Load) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(load.second))
}

func add(_ total: Int, _ load: Load) -> Int {
  total + load.watts
}

let loads = [
  ("oven", Load(second: 2, watts: 100)), ("oven", Load(second: 7, watts: 20)),
  ("lamp", Load(second: 8, watts: 7)), ("oven", Load(second: 12, watts: 3)),
]

let clockConfig = EventClockConfig(waitForSystemDuration: .seconds(600), eventTime)
let windowConfig = SlidingWindow(length: .seconds(10), offset: .seconds(5), alignTo: Date(timeIntervalSince1970: 1_672_531_200))

let flow = Dataflow()
flow.input("inp", TestingInput(loads))
flow.foldWindow("watts", clockConfig, windowConfig, builder: { 0 }, add)
flow.output("out", StdOutput())
