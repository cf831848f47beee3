import Bytewax

let item = try pollNext(source)  //~ rewritten
// ---- after
import Bytewax

let item = try pollNextBatch(source)[0]
