import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
fs.forEach { f in  //~ left
  flow.map(f)
}
flow.output("out", StdOutput())
// ---- after
import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
// TODO(waxwing: operators-are-functions): steps are added in a place that cannot be followed, such as a closure
fs.forEach { f in
  flow.map(f)
}
flow.output("out", StdOutput())
