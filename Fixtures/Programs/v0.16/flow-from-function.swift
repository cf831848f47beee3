/// Builds its flow in a function, to be run as `flow-from-function.swift:makeFlow`.
import Bytewax

func double(_ number: Int) -> Int {
  number * 2
}

func makeFlow() -> Dataflow {
  let flow = Dataflow()
  flow.input("inp", TestingInput([1, 2, 3]))
  flow.map(double)
  flow.filter { (number: Int) in number > 2 }
  flow.output("out", StdOutput())
  return flow
}
