import Bytewax

struct SqliteRecoveryConfig {}

let recovery = SqliteRecoveryConfig()
