import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
let more = {  //~ left
  flow.map(f)
}
more()
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
// TODO(waxwing: operators-are-functions): steps are added in a place that cannot be followed, such as a closure
let more = {
  flow.map(f)
}
more()
flow.output("out", StdOutput())
