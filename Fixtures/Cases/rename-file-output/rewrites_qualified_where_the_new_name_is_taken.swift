import Bytewax

struct FileSink {}

let connector = FileOutput("a.txt")  //~ review
// ---- after
import Bytewax

struct FileSink {}

let connector = Bytewax.FileSink("a.txt")
