import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.collectWindow("all", clock, window)  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
// TODO(waxwing: collect-window-arrival-order): the list came sorted by the time that its clock reads, and what this clock reads cannot be seen here; use a constant of this file, made with its closure
flow.collectWindow("all", clock, window)
flow.output("out", StdOutput())
