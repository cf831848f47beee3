import Bytewax

struct KafkaOutput {}

let connector = KafkaOutput()
let text = "KafkaOutput()"
