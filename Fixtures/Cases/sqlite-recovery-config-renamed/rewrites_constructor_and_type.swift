import Bytewax

let recovery: SqliteRecoveryConfig = SqliteRecoveryConfig("state")  //~ rewritten
// ---- after
import Bytewax

let recovery: RecoveryConfig = RecoveryConfig("state")
