import Bytewax

let flow = Dataflow()
flow.map(lower)  //~ left
flow.input("inp", numbers)  //~ held
flow.output("out", StdOutput())  //~ held
// ---- after
import Bytewax

let flow = Dataflow()
// TODO(waxwing: operators-are-functions): 'map' stands before the flow's first input and would see nothing; remove it or move it
flow.map(lower)
flow.input("inp", numbers)
flow.output("out", StdOutput())
