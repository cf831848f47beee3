import Bytewax

let source = FileInput("a.txt")  //~ reported
// ---- after
import Bytewax

let source = FileSource("a.txt")
