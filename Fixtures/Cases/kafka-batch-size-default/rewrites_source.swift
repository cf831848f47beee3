import Bytewax

let source = KafkaInput(brokers: ["k:9092"], topics: ["t"])  //~ rewritten
// ---- after
import Bytewax

let source = KafkaSource(brokers: ["k:9092"], topics: ["t"], batchSize: 1)
