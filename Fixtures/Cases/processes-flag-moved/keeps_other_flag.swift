import Bytewax

let flags = ["--workers-per-process", "2"]
