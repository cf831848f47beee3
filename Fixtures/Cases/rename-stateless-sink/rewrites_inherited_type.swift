import Bytewax

func run(_ connector: some StatelessSink) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some StatelessSinkPartition) {}
