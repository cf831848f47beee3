import Bytewax

let out = FileOutput("a.txt")  //~ reported
