/// Adds a step for each factor in a loop.
import Bytewax

let flow = Dataflow()
flow.input("inp", TestingInput(1...3))
for factor in [2, 3, 5] {
  flow.map { (number: Int) in number * factor }
}
flow.output("out", StdOutput())
