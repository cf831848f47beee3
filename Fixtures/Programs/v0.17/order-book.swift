/// Keeps an order book for each product and prints the best bid and ask whenever an offer changes it.
import Bytewax

enum Side: String, Codable, Sendable {
  case bid, ask
}

/// So many pieces at a price; none takes the price off the book.
struct Offer: Codable, Sendable {
  var side: Side
  var price: Int
  var pieces: Int
}

struct Book: Codable, Sendable {
  var bids: [Int: Int] = [:]
  var asks: [Int: Int] = [:]

  mutating func take(_ offer: Offer) {
    let pieces = offer.pieces == 0 ? nil : offer.pieces
    switch offer.side {
    case .bid: bids[offer.price] = pieces
    case .ask: asks[offer.price] = pieces
    }
  }

  var summary: String {
    "bid \(bids.keys.max().map(String.init) ?? "-") ask \(asks.keys.min().map(String.init) ?? "-")"
  }
}

func update(_ book: Book, _ offer: Offer) -> (Book?, String) {
  var book = book
  book.take(offer)
  return (book, book.summary)
}

let offers = [
  ("corn", Offer(side: .bid, price: 10, pieces: 5)), ("corn", Offer(side: .ask, price: 14, pieces: 2)),
  ("rye", Offer(side: .ask, price: 9, pieces: 1)), ("corn", Offer(side: .bid, price: 12, pieces: 1)),
  ("corn", Offer(side: .ask, price: 13, pieces: 7)), ("corn", Offer(side: .bid, price: 12, pieces: 0)),
  ("rye", Offer(side: .ask, price: 9, pieces: 0)),
]

let flow = Dataflow()
flow.input("offers", TestingInput(offers))
flow.statefulMap("book", builder: Book.init, update)
flow.output("out", StdOutput())
