import Bytewax

let flags = ["--processes", "2"]  //~ reported
