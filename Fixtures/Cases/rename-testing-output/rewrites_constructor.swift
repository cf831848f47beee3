import Bytewax

let connector = TestingOutput(into: list)  //~ rewritten
// ---- after
import Bytewax

let connector = TestingSink(into: list)
