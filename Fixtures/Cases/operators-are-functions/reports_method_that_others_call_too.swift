import Bytewax

final class Shop {
  let flow = Dataflow()

  init() {
    flow.input("inp", TestingInput([1]))  //~ held
    addPrices()  //~ held
  }

  func addPrices() {  //~ left
    flow.map { (n: Int) in n * 2 }
  }
}

let shop = Shop()
shop.addPrices()
// ---- after
import Bytewax

final class Shop {
  let flow = Dataflow()

  init() {
    flow.input("inp", TestingInput([1]))
    addPrices()
  }

  // TODO(waxwing: operators-are-functions): 'addPrices' is also used in places that cannot be followed; make it a function over streams by hand
  func addPrices() {
    flow.map { (n: Int) in n * 2 }
  }
}

let shop = Shop()
shop.addPrices()
