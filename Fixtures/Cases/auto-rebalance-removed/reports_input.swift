import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ reported
