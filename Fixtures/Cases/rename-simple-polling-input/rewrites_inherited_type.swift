import Bytewax

func run(_ connector: some SimplePollingInput) {}  //~ rewritten
// ---- after
import Bytewax

func run(_ connector: some SimplePollingSource) {}
