import Bytewax
import BytewaxPeriodic  //~ rewritten
import Foundation

let interval = 1
// ---- after
import Bytewax
import Foundation

let interval = 1
