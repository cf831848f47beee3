import Bytewax

let clock = SystemClockConfig()
