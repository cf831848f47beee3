import Bytewax

let recovery = RecoveryConfig("state")  //~ reported
