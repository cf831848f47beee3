import Bytewax
import BytewaxKafka

let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"] ?? "localhost:9092"

// An order is an amount under its customer's name; orders without a name are counted for "nobody".
func parse(_ order: ([UInt8]?, [UInt8]?)) -> (String, Int) {
  let customer = order.0.map { String(decoding: $0, as: UTF8.self) } ?? "nobody"
  return (customer, Int(String(decoding: order.1 ?? [], as: UTF8.self)) ?? 0)
}

func add(_ total: Int, _ amount: Int) -> (Int?, Int) {
  (total + amount, total + amount)
}

func write(_ item: (String, Int)) -> (String, String) {
  (item.0, "\(item.0) has spent \(item.1)")
}

let flow = Dataflow("kafka_totals")
let ordersSteps = op.input("orders", flow, KafkaSource(brokers: [broker], topics: ["input_topic"], tail: false, batchSize: 1))
let orders = op.map("orders_kv", ordersSteps) { ($0.key, $0.value) }
let parseStream = op.map("parse", orders, parse)
let totalStream = op.statefulMap("total", parseStream, builder: { 0 }, add)
let writeStream = op.map("write", totalStream, write)
let outMsg = op.map("out_msg", writeStream) { KafkaSinkMessage(key: $0, value: $1) }
op.output("out", outMsg, KafkaSink(brokers: [broker], topic: "output_topic"))
