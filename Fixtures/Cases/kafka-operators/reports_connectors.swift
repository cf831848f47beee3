import Bytewax

let flow = Dataflow()
flow.input("inp", KafkaInput(brokers: ["k:9092"], topics: ["t"]))  //~ reported
flow.output("out", KafkaOutput(brokers: ["k:9092"], topic: "t"))  //~ reported
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inpSteps = op.input("inp", flow, KafkaSource(brokers: ["k:9092"], topics: ["t"], batchSize: 1))
let inp = op.map("inp_kv", inpSteps) { ($0.key, $0.value) }
let outMsg = op.map("out_msg", inp) { KafkaSinkMessage(key: $0, value: $1) }
op.output("out", outMsg, KafkaSink(brokers: ["k:9092"], topic: "t"))
