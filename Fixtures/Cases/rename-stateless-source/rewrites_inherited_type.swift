import Bytewax

func run(_ connector: some StatelessSource) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some StatelessSourcePartition) {}
