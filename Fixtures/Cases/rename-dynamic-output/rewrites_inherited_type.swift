import Bytewax

func run(_ connector: some DynamicOutput) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some DynamicSink) {}
