/// Runs numbers through each stateless step: map, filter, filterMap and flatMap.
import Bytewax

func isOdd(_ number: Int) -> Bool {
  number % 2 != 0
}

/// Halves even numbers and drops odd ones.
func half(_ number: Int) -> Int? {
  number % 2 == 0 ? number / 2 : nil
}

let flow = Dataflow()
flow.input("inp", TestingInput(0..<12))
flow.filter { (number: Int) in number != 6 }
flow.filterMap(half)
flow.filter(isOdd)
flow.flatMap { (number: Int) in [number, -number] }
flow.map { (number: Int) in "number \(number)" }
flow.output("out", StdOutput())
