/// Adds a step for each factor, in a closure that runs at once.
import Bytewax

let factors = [2, 3]
let flow = Dataflow("flow_in_for_each")
let inp = op.input("inp", flow, TestingSource([1, 2, 3]))
var stream = inp
factors.enumerated().forEach { index, factor in
  stream = op.map("map_number_\(index)", stream) { (number: Int) in number * factor }
}
var round = 0
["small", "large"].forEach { round += 1; stream = op.map("labelled_\(round)", stream, labelled($0)) }
op.output("out", stream, StdOutSink())

func labelled(_ word: String) -> @Sendable (Int) -> Int {
  { number in word == "large" ? number + 100 : number + 1 }
}
