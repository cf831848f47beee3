import Bytewax

let folder = read("BYTEWAX_RECOVERY_DIRECTORY")  //~ reported
