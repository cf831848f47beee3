import Bytewax

func run(_ connector: some Output) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some Sink) {}
