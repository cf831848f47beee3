import Bytewax

func one(_ flow: Dataflow) {
  flow.map { (x: Int) in x }
  other(flow)
}

func other(_ flow: Dataflow) { one(flow) }

let flow = Dataflow()
flow.input("a", TestingInput([1]))
one(flow)
flow.output("o", StdOutput())
