import Bytewax

let total = [1, 2].reduce(0, +)
