import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.reduce("total", reducer: combine) { $0 > 5 }  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
// TODO(waxwing: reduce-removed): the type of the values that 'reduce' combines cannot be seen; write it in the reducer, as in '{ (a: Int, b: Int) in a + b }'
flow.reduce("total", reducer: combine) { $0 > 5 }
flow.output("out", StdOutput())
