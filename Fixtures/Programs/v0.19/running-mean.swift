/// Keeps the mean of a key's last three amounts: a stateful map whose builder makes the first state.
import Bytewax

func runningBuilder() -> [Double] {
  []
}

func calcRunningMean(_ previous: [Double]?, _ amount: Double) -> ([Double]?, Double) {
  let previous = previous ?? runningBuilder()
  let amounts = (previous + [amount]).suffix(3)
  return (Array(amounts), amounts.reduce(0, +) / Double(amounts.count))
}

let amounts: [(String, Double)] = [
  ("rent", 10), ("food", 4), ("rent", 20), ("rent", 30), ("food", 5), ("rent", 100),
]

let flow = Dataflow("running_mean")
let inp = op.input("inp", flow, TestingSource(amounts))
let runningMean = op.statefulMap("running_mean", inp, calcRunningMean)
op.output("out", runningMean, StdOutSink())
