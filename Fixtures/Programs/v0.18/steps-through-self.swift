/// Adds its steps in methods of a class, through `self`.
import Bytewax

final class Shop {
  private let rate: Int
  let flow = Dataflow("steps_through_self")

  init(rate: Int) {
    self.rate = rate
    let inp = op.input("inp", self.flow, TestingSource([1, 2, 3]))
    let addPricesStream = self.addPrices(inp)
    op.output("out", addPricesStream, StdOutSink())
  }

  private func addPrices(_ up: Stream<Int>) -> Stream<Int> {
    let rate = self.rate
    let mapPieces = op.map("map_pieces", up) { (pieces: Int) -> Int in pieces * rate }
    return op.filter("filter_euros", mapPieces) { (euros: Int) in euros > 10 }
  }
}

let flow = Shop(rate: 10).flow
