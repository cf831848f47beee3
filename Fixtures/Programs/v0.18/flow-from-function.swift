/// Builds its flow in a function, to be run as `flow-from-function.swift:makeFlow`.
import Bytewax

func double(_ number: Int) -> Int {
  number * 2
}

func makeFlow() -> Dataflow {
  let flow = Dataflow("flow_from_function")
  let inpStream = op.input("inp", flow, TestingSource([1, 2, 3]))
  let doubleStream = op.map("double", inpStream, double)
  let filterStream = op.filter("filter", doubleStream) { (number: Int) in number > 2 }
  op.output("out", filterStream, StdOutSink())
  return flow
}
