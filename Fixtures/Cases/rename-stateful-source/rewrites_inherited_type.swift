import Bytewax

func run(_ connector: some StatefulSource) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some StatefulSourcePartition) {}
