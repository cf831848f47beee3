import Bytewax

final class Weather {
  let flow = Dataflow()

  init() {
    self.flow.input("inp", TestingInput([1]))  //~ rewritten
    flow.map(double)  //~ rewritten
    flow.output("out", StdOutput())  //~ rewritten
  }
}
// ---- after
import Bytewax

final class Weather {
  let flow = Dataflow("flow")

  init() {
    let inp = op.input("inp", self.flow, TestingSource([1]))
    let doubleStream = op.map("double", inp, double)
    op.output("out", doubleStream, StdOutSink())
  }
}
