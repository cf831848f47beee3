import Bytewax

let connector = KafkaInput(brokers: ["k:9092"], topics: ["t"], batchSize: 5)  //~ rewritten
// ---- after
import Bytewax

let connector = KafkaSource(brokers: ["k:9092"], topics: ["t"], batchSize: 5)
