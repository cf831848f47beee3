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

let flow = Dataflow()
flow.input("inp", TestingInput([27, 97, 871, 6_171]))
flow.redistribute()
flow.map(collatz)
flow.output("out", StdOutput())
