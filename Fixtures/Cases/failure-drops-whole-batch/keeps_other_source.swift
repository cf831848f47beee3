import Bytewax

let source = TestingInput([1])
