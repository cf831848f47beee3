/// Joins two files of comma-separated values by customer; the side that comes last completes a row.
import Bytewax

func describe(_ entry: (String, ([String: String], [String: String]))) -> String {
  "order \(entry.1.0["order"] ?? "?") goes to \(entry.1.1["city"] ?? "?")"
}

let flow = Dataflow("csv_join")
let ordersStream = op.input("orders", flow, CSVSource("Fixtures/Data/orders.csv"))
let orderByCustomerStream = op.keyOn("order_by_customer", ordersStream) { $0["customer"] ?? "nobody" }
let customersStream = op.input("customers", flow, CSVSource("Fixtures/Data/customers.csv"))
let customerByNameStream = op.keyOn("customer_by_name", customersStream) { $0["customer"] ?? "nobody" }
let joinedStream = op.join("joined", orderByCustomerStream, customerByNameStream)
let describeStream = op.map("describe", joinedStream, describe)
op.output("out", describeStream, StdOutSink())
