import Bytewax

let setting = "BYTEWAX_SQLITE_DIRECTORY"  //~ review
// ---- after
import Bytewax

let setting = "BYTEWAX_RECOVERY_DIRECTORY"
