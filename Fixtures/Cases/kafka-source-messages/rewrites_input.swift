import Bytewax

let flow = Dataflow()
flow.input("inp", KafkaInput(brokers: ["k:9092"], topics: ["t"]))  //~ rewritten
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inpSteps = op.input("inp", flow, KafkaSource(brokers: ["k:9092"], topics: ["t"], batchSize: 1))
let inp = op.map("inp_kv", inpSteps) { ($0.key, $0.value) }
op.output("out", inp, StdOutSink())
