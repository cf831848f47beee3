import Bytewax

let source = TestingInput([1])
// ---- after
import Bytewax

let source = TestingSource([1])
