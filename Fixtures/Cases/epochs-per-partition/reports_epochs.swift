import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.inspectEpoch { epoch, item in print(epoch, item) }  //~ reported
