import Bytewax

struct KafkaRecoveryConfig {}

let recovery = KafkaRecoveryConfig()
