import Bytewax

struct FileInput {}

let connector = FileInput()
let text = "FileInput()"
