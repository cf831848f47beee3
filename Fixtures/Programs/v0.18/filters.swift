/// Runs numbers through each stateless step: map, filter, filterMap and flatMap.
import Bytewax

func isOdd(_ number: Int) -> Bool {
  number % 2 != 0
}

/// Halves even numbers and drops odd ones.
func half(_ number: Int) -> Int? {
  number % 2 == 0 ? number / 2 : nil
}

let flow = Dataflow("filters")
let inp = op.input("inp", flow, TestingSource(0..<12))
let filterNumber = op.filter("filter_number", inp) { (number: Int) in number != 6 }
let halfStream = op.filterMap("half", filterNumber, half)
let isOddStream = op.filter("is_odd", halfStream, isOdd)
let flatMapNumber = op.flatMap("flat_map_number", isOddStream) { (number: Int) in [number, -number] }
let mapNumber = op.map("map_number", flatMapNumber) { (number: Int) in "number \(number)" }
op.output("out", mapNumber, StdOutSink())
