import Bytewax

let connector = FileOutput("a.txt")  //~ rewritten
// ---- after
import Bytewax

let connector = FileSink("a.txt")
