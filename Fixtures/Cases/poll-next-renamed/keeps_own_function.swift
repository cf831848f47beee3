import Bytewax

func pollNext(_ n: Int) -> Int { n }

let item = pollNext(1)
