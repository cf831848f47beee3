import Bytewax

func clean(_ flow: Dataflow) {  //~ left
  flow.map { (n: Int) in n * 2 }
}

let flow = Dataflow()
flow.input("inp", numbers)  //~ held
clean(flow)  //~ held
let steps = clean
flow.output("out", StdOutput())  //~ held
// ---- after
import Bytewax

// TODO(waxwing: operators-are-functions): 'clean' is also used in places that cannot be followed; make it a function over streams by hand
func clean(_ flow: Dataflow) {
  flow.map { (n: Int) in n * 2 }
}

let flow = Dataflow()
flow.input("inp", numbers)
clean(flow)
let steps = clean
flow.output("out", StdOutput())
