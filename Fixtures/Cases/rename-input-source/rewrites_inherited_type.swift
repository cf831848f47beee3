import Bytewax

func run(_ connector: some Input) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some Source) {}
