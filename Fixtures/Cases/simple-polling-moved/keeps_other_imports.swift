import Bytewax
import Periodic

let interval = 1
