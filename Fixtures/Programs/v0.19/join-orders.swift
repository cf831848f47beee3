/// Joins who ordered with what was paid, and keeps a running view beside it.
import Bytewax

let orders = [("o1", "tea"), ("o2", "jam"), ("o3", "rye")]
let payments = [("o2", 4), ("o1", 3), ("o2", 5)]

let flow = Dataflow("join_orders")
let ordersStream = op.input("orders", flow, TestingSource(orders))
let paymentsStream = op.input("payments", flow, TestingSource(payments))
let paidStream = op.join("paid", ordersStream, paymentsStream)
let runningStream = op.join("running", ordersStream, paymentsStream, running: true)
let paidLineStream = op.map("paid_line", paidStream) { entry in "\(entry.0): \(entry.1.0) for \(entry.1.1)" }
let runningLineStream = op.map("running_line", runningStream) { entry in
  "\(entry.0): \(entry.1.0 ?? "something") for \(entry.1.1.map { "\($0)" } ?? "nothing yet")"
}
op.output("paid_out", paidLineStream, StdOutSink())
op.output("running_out", runningLineStream, StdOutSink())
