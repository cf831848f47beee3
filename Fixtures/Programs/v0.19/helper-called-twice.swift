/// Adds the same steps twice, by a function.
import Bytewax

/// Adds a tax in percent.
func addTax(_ stepID: String, _ percent: Int, to up: Stream<Int>) -> Stream<Int> {
  return op.map("\(stepID)_map_cents", up) { (cents: Int) -> Int in cents + cents * percent / 100 }
}

let flow = Dataflow("helper_called_twice")
let inp = op.input("inp", flow, TestingSource([100, 250]))
let addTaxStream = addTax("add_tax", 20, to: inp)
let addTaxStream2 = addTax("add_tax_2", 5, to: addTaxStream)
let mapCents = op.map("map_cents", addTaxStream2) { (cents: Int) in "\(cents) cents" }
op.output("out", mapCents, StdOutSink())
