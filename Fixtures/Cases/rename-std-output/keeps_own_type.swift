import Bytewax

struct StdOutput {}

let connector = StdOutput()
let text = "StdOutput()"
