import Bytewax

let setting = "--epoch-interval"  //~ review
// ---- after
import Bytewax

let setting = "--snapshot-interval"
