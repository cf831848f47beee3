import Bytewax

let folder = read("BYTEWAX_HOSTFILE_PATH")
