import Bytewax

func read(_ out: KafkaSourceOut) {}  //~ rewritten
// ---- after
import Bytewax

func read(_ out: KafkaOpOut) {}
