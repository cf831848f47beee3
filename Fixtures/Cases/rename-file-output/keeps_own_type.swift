import Bytewax

struct FileOutput {}

let connector = FileOutput()
let text = "FileOutput()"
