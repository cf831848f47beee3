import Bytewax

let source = DirInput("in")
