/// Adds up what each customer ordered, from a file of comma-separated values.
import Bytewax

/// A customer and an amount; rows without a readable amount are dropped.
func amount(_ row: [String: String]) -> (String, Int)? {
  guard let customer = row["customer"], let euros = row["euros"].flatMap(Int.init) else { return nil }
  return (customer, euros)
}

let flow = Dataflow("csv_orders")
let orders = op.input("orders", flow, CSVSource("Fixtures/Data/orders.csv"))
let amountStream = op.filterMap("amount", orders, amount)
let totalStream = op.statefulMap("total", amountStream, builder: { 0 }) { (total: Int, euros: Int) -> (Int?, Int) in
  (total + euros, total + euros)
}
op.output("out", totalStream, StdOutSink())
