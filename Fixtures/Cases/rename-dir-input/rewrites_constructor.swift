import Bytewax

let connector = DirInput("in")  //~ rewritten
// ---- after
import Bytewax

let connector = DirSource("in")
