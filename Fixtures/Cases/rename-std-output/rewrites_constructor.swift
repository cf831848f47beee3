import Bytewax

let connector = StdOutput()  //~ rewritten
// ---- after
import Bytewax

let connector = StdOutSink()
