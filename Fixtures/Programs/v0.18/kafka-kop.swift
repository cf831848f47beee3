import Bytewax
import BytewaxKafka

let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"] ?? "localhost:9092"

let flow = Dataflow("kafka_in_out")
let kinp = kop.input("inp", flow, brokers: [broker], topics: ["input_topic"], tail: false)
let inMsgs = op.map("get_k_v", kinp.oks) { msg in (msg.key, msg.value) }

let outMsgs = op.map("wrap_k_v", inMsgs) { k, v in KafkaSinkMessage(key: k, value: v) }
kop.output("out1", outMsgs, brokers: [broker], topic: "output_topic")
