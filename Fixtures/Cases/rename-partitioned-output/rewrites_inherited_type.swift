import Bytewax

func run(_ connector: some PartitionedOutput) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some FixedPartitionedSink) {}
