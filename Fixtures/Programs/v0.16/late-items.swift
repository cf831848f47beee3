/// Counts cars in ten-second windows; the watermark waits five seconds, and what comes later than that is dropped.
import Bytewax
import Foundation

func eventTime(_ second: Int) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(second))
}

func count(_ cars: Int, _ second: Int) -> Int {
  cars + 1
}

// 3 comes late but in time, for the watermark stands at 9; 4 finds it at 11 and its window closed.
let seconds = [1, 14, 3, 16, 4, 21]

let clockConfig = EventClockConfig(waitForSystemDuration: .seconds(5), eventTime)
let windowConfig = TumblingWindow(length: .seconds(10), alignTo: Date(timeIntervalSince1970: 1_672_531_200))

let flow = Dataflow()
flow.input("inp", TestingInput(seconds))
flow.map { (second: Int) in ("gate", second) }
flow.foldWindow("cars", clockConfig, windowConfig, builder: { 0 }, count)
flow.output("out", StdOutput())
