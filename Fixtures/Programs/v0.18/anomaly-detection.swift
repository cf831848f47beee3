/// Marks readings that lie far from the mean of what the sensor has said so far.
import Bytewax

/// Mean and spread, kept as sums so that one pass is enough.
struct Spread: Codable, Sendable {
  var count = 0
  var sum = 0
  var squares = 0

  /// Whether `value` is more than three deviations away from the mean; the first four values never are.
  func isOutlier(_ value: Int) -> Bool {
    let distance = value * count - sum
    return count >= 4 && distance * distance > 9 * (count * squares - sum * sum)
  }

  func adding(_ value: Int) -> Spread {
    Spread(count: count + 1, sum: sum + value, squares: squares + value * value)
  }
}

/// Says what a value is; an outlier is not taken into the mean.
func judge(_ spread: Spread, _ value: Int) -> (Spread?, String) {
  spread.isOutlier(value) ? (spread, "\(value) ANOMALY") : (spread.adding(value), "\(value)")
}

let readings = [
  ("boiler", 70), ("boiler", 72), ("fridge", 4), ("boiler", 71), ("boiler", 69), ("fridge", 5), ("boiler", 95),
  ("fridge", 4), ("boiler", 70), ("fridge", 3), ("fridge", 30), ("fridge", 4),
]

let flow = Dataflow("anomaly_detection")
let inp = op.input("inp", flow, TestingSource(readings))
let judgeStream = op.statefulMap("judge", inp, builder: { Spread() }, judge)
let mapEntry = op.map("map_entry", judgeStream) { (entry: (String, String)) in "\(entry.0) \(entry.1)" }
op.output("out", mapEntry, StdOutSink())
