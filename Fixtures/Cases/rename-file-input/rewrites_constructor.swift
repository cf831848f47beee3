import Bytewax

let connector = FileInput("a.txt")  //~ rewritten
// ---- after
import Bytewax

let connector = FileSource("a.txt")
