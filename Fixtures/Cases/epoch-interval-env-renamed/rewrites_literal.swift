import Bytewax

let setting = "BYTEWAX_EPOCH_INTERVAL"  //~ review
// ---- after
import Bytewax

let setting = "BYTEWAX_SNAPSHOT_INTERVAL"
