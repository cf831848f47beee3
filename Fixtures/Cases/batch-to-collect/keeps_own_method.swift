import Bytewax

struct Bakery { func batch(_ n: Int) {} }

let bakery = Bakery()
bakery.batch(1)
