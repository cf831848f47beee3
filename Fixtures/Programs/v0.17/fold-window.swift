/// Folds clicks into one set of pages for each visitor and minute.
import Bytewax
import Foundation

struct Click: Codable, Sendable {
  var second: Int
  var page: String
}

func eventTime(_ click: Click) -> Date {
  Date(timeIntervalSince1970: 1_672_531_200 + Double(click.second))
}

func remember(_ pages: [String], _ click: Click) -> [String] {
  pages.contains(click.page) ? pages : pages + [click.page]
}

let clicks = [
  ("zoe", Click(second: 3, page: "/home")), ("yan", Click(second: 10, page: "/home")),
  ("zoe", Click(second: 20, page: "/cart")), ("zoe", Click(second: 45, page: "/home")),
  ("yan", Click(second: 61, page: "/help")), ("zoe", Click(second: 70, page: "/pay")),
]

let clockConfig = EventClockConfig(waitForSystemDuration: .seconds(600), eventTime)
let windowConfig = TumblingWindow(length: .seconds(60), alignTo: Date(timeIntervalSince1970: 1_672_531_200))

let flow = Dataflow()
flow.input("inp", TestingInput(clicks))
flow.foldWindow("pages", clockConfig, windowConfig, builder: { [String]() }, remember)
flow.output("out", StdOutput())
