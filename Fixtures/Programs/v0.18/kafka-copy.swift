import Bytewax
import BytewaxKafka

let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"] ?? "localhost:9092"

let flow = Dataflow("kafka_copy")
let inpSteps = op.input("inp", flow, KafkaSource(brokers: [broker], topics: ["input_topic"], tail: false, batchSize: 1))
let inp = op.map("inp_kv", inpSteps) { ($0.key, $0.value) }
let outMsg = op.map("out_msg", inp) { KafkaSinkMessage(key: $0, value: $1) }
op.output(
  "out", outMsg,
  KafkaSink(
    brokers: [broker],
    topic: "output_topic"
  )
)
