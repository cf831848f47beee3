import Bytewax

let connector = TestingInput([1, 2])  //~ rewritten
// ---- after
import Bytewax

let connector = TestingSource([1, 2])
