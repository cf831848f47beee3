import Bytewax

struct Folder { func foldWindow(_ n: Int) {} }

let folder = Folder()
folder.foldWindow(1)
