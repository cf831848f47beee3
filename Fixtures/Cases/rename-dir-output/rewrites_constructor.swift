import Bytewax

let connector = DirOutput("out", fileCount: 3)  //~ rewritten
// ---- after
import Bytewax

let connector = DirSink("out", fileCount: 3)
