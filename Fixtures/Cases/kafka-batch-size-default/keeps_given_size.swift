import Bytewax

let source = KafkaInput(brokers: ["k:9092"], topics: ["t"], batchSize: 10)
// ---- after
import Bytewax

let source = KafkaSource(brokers: ["k:9092"], topics: ["t"], batchSize: 10)
