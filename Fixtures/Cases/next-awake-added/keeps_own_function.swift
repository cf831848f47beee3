import Bytewax

func sleep(_ n: Int) {}

sleep(1)
