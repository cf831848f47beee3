/// Draws conclusions at the end of the input: count, largest, smallest, fold and reduce for each key, keys in order.
import Bytewax

struct Sale: Codable, Sendable {
  var item: String
  var euros: Int
}

let sales = [
  ("north", Sale(item: "tent", euros: 90)), ("south", Sale(item: "lamp", euros: 20)),
  ("north", Sale(item: "rope", euros: 15)), ("south", Sale(item: "boat", euros: 400)),
  ("north", Sale(item: "stove", euros: 90)),
]

let flow = Dataflow("finals")
let inpStream = op.input("inp", flow, TestingSource(sales))
let countStream = op.countFinal("count", inpStream) { $0.0 }
let countLineStream = op.map("count_line", countStream) { "count \($0.0): \($0.1)" }
let maxStream = op.maxFinal("max", inpStream, by: { $0.euros })
let maxLineStream = op.map("max_line", maxStream) { "max \($0.0): \($0.1.item)" }
let minStream = op.minFinal("min", inpStream, by: { $0.euros })
let minLineStream = op.map("min_line", minStream) { "min \($0.0): \($0.1.item)" }
let itemsStream = op.foldFinal("items", inpStream, builder: { [String]() }) { items, sale in items + [sale.item] }
let itemsLineStream = op.map("items_line", itemsStream) { "items \($0.0): \($0.1.joined(separator: " "))" }
let eurosStream = op.mapValue("euros", inpStream) { $0.euros }
let sumStream = op.reduceFinal("sum", eurosStream, +)
let sumLineStream = op.map("sum_line", sumStream) { "sum \($0.0): \($0.1)" }
let linesStream = op.merge("lines", countLineStream, maxLineStream, minLineStream, itemsLineStream, sumLineStream)
op.output("out", linesStream, StdOutSink())
