import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.inspect { item in print(item) }
