import Bytewax

let setting = "--sqlite-directory"  //~ review
// ---- after
import Bytewax

let setting = "--recovery-directory"
