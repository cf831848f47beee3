/// Builds its flow in a function, to be run as `flow-from-function.swift:makeFlow`.
import Bytewax

func double(_ number: Int) -> Int {
  number * 2
}

func makeFlow() -> Dataflow {
  let flow = Dataflow("flow_from_function")
  let inp = op.input("inp", flow, TestingSource([1, 2, 3]))
  let doubleStream = op.map("double", inp, double)
  let filterNumber = op.filter("filter_number", doubleStream) { (number: Int) in number > 2 }
  op.output("out", filterNumber, StdOutSink())
  return flow
}
