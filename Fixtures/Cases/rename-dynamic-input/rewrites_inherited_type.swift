import Bytewax

func run(_ connector: some DynamicInput) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some DynamicSource) {}
