import Bytewax
let flow = Dataflow(
