import Bytewax

let recovery = KafkaRecoveryConfig(brokers: ["k:9092"], topicPrefix: "p")  //~ left
// ---- after
import Bytewax

// TODO(waxwing: kafka-recovery-removed): state can no longer be kept in Kafka; choose a folder and use RecoveryConfig
let recovery = KafkaRecoveryConfig(brokers: ["k:9092"], topicPrefix: "p")
