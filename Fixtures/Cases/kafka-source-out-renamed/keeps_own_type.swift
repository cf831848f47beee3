import Bytewax

struct KafkaSourceOut {}

func read(_ out: KafkaSourceOut) {}
