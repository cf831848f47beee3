import Bytewax

let wordCount = Dataflow()  //~ rewritten
let flow = Dataflow()  //~ rewritten
let df = Dataflow()  //~ rewritten
// ---- after
import Bytewax

let wordCount = Dataflow("word_count")
let flow = Dataflow("flow")
let df = Dataflow("flow_2")
