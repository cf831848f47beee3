import Bytewax

struct Car { func inspect(_ f: (Int) -> Void) {} }

let car = Car()
car.inspect { print($0) }
