import Bytewax

let source = FileInput("a.txt")  //~ reported
