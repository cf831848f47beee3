import Bytewax

let source = FileInput("a.csv")
