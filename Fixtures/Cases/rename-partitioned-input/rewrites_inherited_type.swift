import Bytewax

func run(_ connector: some PartitionedInput) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some FixedPartitionedSource) {}
