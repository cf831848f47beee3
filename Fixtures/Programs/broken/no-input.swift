/// Writes what nobody reads: a flow needs an input.
import Bytewax

let flow = Dataflow()
flow.output("out", StdOutput())
