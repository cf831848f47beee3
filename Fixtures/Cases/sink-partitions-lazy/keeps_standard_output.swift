import Bytewax

let out = StdOutput()
