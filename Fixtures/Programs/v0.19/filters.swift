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
let inpStream = op.input("inp", flow, TestingSource(0..<12))
let filterStream = op.filter("filter", inpStream) { (number: Int) in number != 6 }
let halfStream = op.filterMap("half", filterStream, half)
let isOddStream = op.filter("is_odd", halfStream, isOdd)
let flatMapStream = op.flatMap("flat_map", isOddStream) { (number: Int) in [number, -number] }
let mapStream = op.map("map", flatMapStream) { (number: Int) in "number \(number)" }
op.output("out", mapStream, StdOutSink())
