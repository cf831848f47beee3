import Bytewax

struct DirInput {}

let connector = DirInput()
let text = "DirInput()"
