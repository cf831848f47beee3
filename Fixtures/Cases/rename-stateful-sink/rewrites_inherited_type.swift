import Bytewax

func run(_ connector: some StatefulSink) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some StatefulSinkPartition) {}
