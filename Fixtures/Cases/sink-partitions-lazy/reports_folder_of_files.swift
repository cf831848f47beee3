import Bytewax

let out = DirOutput("out", fileCount: 2)  //~ reported
