import Bytewax

let recovery = SqliteRecoveryConfig("state")  //~ reported
// ---- after
import Bytewax

let recovery = RecoveryConfig("state")
