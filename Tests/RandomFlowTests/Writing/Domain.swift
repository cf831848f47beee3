/// What a random flow is about: the words its names are made of.
struct Domain: Sendable {
  let type: String
  let one: String
  let many: String
  /// The fields of the type: a key, a word, two times in seconds, and an amount.
  let key, tag, time, otherTime, amount: String
  let keys: [String]
  let tags: [String]

  static let all = [
    Domain(
      type: "Reading", one: "reading", many: "readings", key: "sensor", tag: "state", time: "second", otherTime: "logged",
      amount: "degrees", keys: ["roof", "cellar", "attic"], tags: ["ok", "low", "high"]),
    Domain(
      type: "Order", one: "order", many: "orders", key: "customer", tag: "product", time: "placed", otherTime: "paid",
      amount: "euros", keys: ["ann", "bob", "cleo"], tags: ["tea", "jam", "rye"]),
    Domain(
      type: "Visit", one: "visit", many: "visits", key: "visitor", tag: "page", time: "clicked", otherTime: "stored",
      amount: "stay", keys: ["zoe", "yan", "max"], tags: ["/home", "/cart", "/help"]),
    Domain(
      type: "Trade", one: "trade", many: "trades", key: "symbol", tag: "side", time: "traded", otherTime: "booked",
      amount: "pieces", keys: ["corn", "oats", "rice"], tags: ["bid", "ask", "cut"]),
    Domain(
      type: "Trip", one: "trip", many: "trips", key: "rider", tag: "town", time: "left", otherTime: "noted",
      amount: "kilometres", keys: ["ada", "ben", "eve"], tags: ["oslo", "rome", "bern"]),
  ]

  static let lines = [
    "to be or not", "that is the question", "the slings and arrows", "of outrageous fortune", "or to take arms",
    "against a sea of troubles", "and by opposing", "end them",
  ]

  /// When the first window begins, as flows write it.
  static let start = "1_672_531_200"

  /// The type's declaration.
  var declaration: String {
    """
    struct \(type): Codable, Sendable {
      var \(key): String
      var \(tag): String
      var \(time): Int
      var \(otherTime): Int
      var \(amount): Int
    }
    """
  }
}
