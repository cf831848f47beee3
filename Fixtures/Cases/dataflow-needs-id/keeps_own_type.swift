import Bytewax

struct Dataflow {}

let flow = Dataflow()
