import Bytewax

final class Shop {
  let flow = Dataflow()

  init() {
    self.flow.input("inp", TestingInput([1]))  //~ rewritten
    self.addPrices()  //~ rewritten
    flow.output("out", StdOutput())  //~ rewritten
  }

  private func addPrices() {
    self.flow.map { (n: Int) in n * 2 }  //~ rewritten
  }
}
// ---- after
import Bytewax

final class Shop {
  let flow = Dataflow("flow")

  init() {
    let inp = op.input("inp", self.flow, TestingSource([1]))
    let addPricesStream = self.addPrices(inp)
    op.output("out", addPricesStream, StdOutSink())
  }

  private func addPrices(_ up: Stream<Int>) -> Stream<Int> {
    return op.map("map", up) { (n: Int) in n * 2 }
  }
}
