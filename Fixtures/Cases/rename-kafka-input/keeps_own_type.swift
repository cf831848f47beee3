import Bytewax

struct KafkaInput {}

let connector = KafkaInput()
let text = "KafkaInput()"
