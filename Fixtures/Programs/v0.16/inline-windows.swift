/// Writes clocks and windows where they are used, several windows one after the other.
import Bytewax
import Foundation

struct Visit: Codable, Sendable {
  var second: Int
  var guests: Int
}

let start = Date(timeIntervalSince1970: 1_672_531_200)
let visits = [
  ("hall", Visit(second: 4, guests: 2)), ("hall", Visit(second: 1, guests: 1)), ("yard", Visit(second: 3, guests: 5)),
  ("hall", Visit(second: 65, guests: 4)),
]

let pipeline = Dataflow()
pipeline.input("visits", TestingInput(visits))
pipeline.collectWindow(
  "minutes",
  EventClockConfig(waitForSystemDuration: .seconds(600)) { (visit: Visit) in
    Date(timeIntervalSince1970: 1_672_531_200 + Double(visit.second))
  },
  TumblingWindow(length: .seconds(60), alignTo: start)
)
// One line for each minute of each place.
pipeline.map { (entry: (String, [Visit])) in (entry.0, entry.1.map(\.guests)) }
pipeline.reduceWindow(
  "all", SystemClockConfig(), TumblingWindow(length: .seconds(3_155_760_000), alignTo: Date(timeIntervalSince1970: 946_684_800))
) { (left: [Int], right: [Int]) in
  left + right
}
pipeline.map { (entry: (String, [Int])) in "\(entry.0): \(entry.1.sorted())" }
pipeline.output("out", StdOutput())
