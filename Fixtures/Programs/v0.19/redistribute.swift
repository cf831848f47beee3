/// Spreads items over the workers before a costly step; the items are the same whichever worker takes them.
import Bytewax

/// Counts the steps to 1, as Collatz has it.
func collatz(_ start: Int) -> String {
  var number = start
  var steps = 0
  while number != 1 {
    number = number % 2 == 0 ? number / 2 : 3 * number + 1
    steps += 1
  }
  return "\(start): \(steps) steps"
}

let flow = Dataflow("redistribute")
let inp = op.input("inp", flow, TestingSource([27, 97, 871, 6_171]))
let redistributeStream = op.redistribute("redistribute", inp)
let collatzStream = op.map("collatz", redistributeStream, collatz)
op.output("out", collatzStream, StdOutSink())
