/// Adds up what each customer ordered, from a file of comma-separated values.
import Bytewax

/// A customer and an amount; rows without a readable amount are dropped.
func amount(_ row: [String: String]) -> (String, Int)? {
  guard let customer = row["customer"], let euros = row["euros"].flatMap(Int.init) else { return nil }
  return (customer, euros)
}

let flow = Dataflow()
flow.input("orders", CSVInput("Fixtures/Data/orders.csv"))
flow.filterMap(amount)
flow.statefulMap("total", builder: { 0 }) { (total: Int, euros: Int) -> (Int?, Int) in
  (total + euros, total + euros)
}
flow.output("out", StdOutput())
