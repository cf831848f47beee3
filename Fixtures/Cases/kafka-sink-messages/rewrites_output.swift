import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.output("out", KafkaOutput(brokers: ["k:9092"], topic: "t"))  //~ rewritten
flow.map(lower)
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let outMsg = op.map("out_msg", inp) { KafkaSinkMessage(key: $0, value: $1) }
op.output("out", outMsg, KafkaSink(brokers: ["k:9092"], topic: "t"))
let lowerStream = op.map("lower", inp, lower)
op.output("out_2", lowerStream, StdOutSink())
