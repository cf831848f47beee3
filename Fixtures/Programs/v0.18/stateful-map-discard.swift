/// Numbers a customer's orders until "checkout" empties the cart: a state of `nil` is forgotten, and the next order starts anew.
import Bytewax

struct Cart: Codable, Sendable {
  var items: [String] = []
}

let orders = [
  ("ann", "apple"), ("bob", "bread"), ("ann", "beans"), ("ann", "checkout"), ("bob", "butter"),
  ("ann", "cheese"), ("bob", "checkout"),
]

let flow = Dataflow("stateful_map_discard")
let inp = op.input("inp", flow, TestingSource(orders))
let cartStream = op.statefulMap("cart", inp, builder: { Cart() }) { (cart: Cart, order: String) -> (Cart?, String) in
  if order == "checkout" {
    return (nil, "paid for \(cart.items.joined(separator: ", "))")
  }
  return (Cart(items: cart.items + [order]), "\(cart.items.count + 1): \(order)")
}
op.output("out", cartStream, StdOutSink())
