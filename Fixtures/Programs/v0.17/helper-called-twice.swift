/// Adds the same steps twice, by a function.
import Bytewax

/// Adds a tax in percent.
func addTax(_ percent: Int, to flow: Dataflow) {
  flow.map { (cents: Int) -> Int in cents + cents * percent / 100 }
}

let flow = Dataflow()
flow.input("inp", TestingInput([100, 250]))
addTax(20, to: flow)
addTax(5, to: flow)
flow.map { (cents: Int) in "\(cents) cents" }
flow.output("out", StdOutput())
