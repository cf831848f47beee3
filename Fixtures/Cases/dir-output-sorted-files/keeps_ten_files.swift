import Bytewax

let out = DirOutput("out", fileCount: 10)
