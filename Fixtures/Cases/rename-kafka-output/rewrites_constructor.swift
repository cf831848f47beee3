import Bytewax

let connector = KafkaOutput(brokers: ["k:9092"], topic: "t")  //~ rewritten
// ---- after
import Bytewax

let connector = KafkaSink(brokers: ["k:9092"], topic: "t")
