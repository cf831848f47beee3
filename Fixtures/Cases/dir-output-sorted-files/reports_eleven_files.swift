import Bytewax

let out = DirOutput("out", fileCount: 11)  //~ review
let more = DirOutput("out", fileCount: count)  //~ review
