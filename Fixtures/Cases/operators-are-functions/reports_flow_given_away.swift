import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
extend(flow)  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
// TODO(waxwing: operators-are-functions): the flow is given to 'extend', which this file does not declare
extend(flow)
flow.output("out", StdOutput())
