/// Adds its steps in methods of a class, through `self`.
import Bytewax

final class Shop {
  private let rate: Int
  let flow = Dataflow()

  init(rate: Int) {
    self.rate = rate
    self.flow.input("inp", TestingInput([1, 2, 3]))
    self.addPrices()
    self.flow.output("out", StdOutput())
  }

  private func addPrices() {
    let rate = self.rate
    self.flow.map { (pieces: Int) -> Int in pieces * rate }
    self.flow.filter { (euros: Int) in euros > 10 }
  }
}

let flow = Shop(rate: 10).flow
