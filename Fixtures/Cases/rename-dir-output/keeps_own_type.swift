import Bytewax

struct DirOutput {}

let connector = DirOutput()
let text = "DirOutput()"
