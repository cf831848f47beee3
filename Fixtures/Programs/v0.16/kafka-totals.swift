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

let flow = Dataflow()
flow.input("orders", KafkaInput(brokers: [broker], topics: ["input_topic"], tail: false))
flow.map(parse)
flow.statefulMap("total", builder: { 0 }, add)
flow.map(write)
flow.output("out", KafkaOutput(brokers: [broker], topic: "output_topic"))
