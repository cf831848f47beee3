import Bytewax

extension Dataflow {
  func clean() { map(trim) }
}

let flow = Dataflow()
flow.input("inp", numbers)
flow.clean()  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax

extension Dataflow {
  func clean() { map(trim) }
}

let flow = Dataflow()
flow.input("inp", numbers)
// TODO(waxwing: operators-are-functions): 'clean' adds steps in an extension of Dataflow; make it a function over streams by hand
flow.clean()
flow.output("out", StdOutput())
