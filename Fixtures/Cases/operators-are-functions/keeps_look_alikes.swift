import Bytewax

struct Other {
  func map(_ f: (Int) -> Int) -> Other { self }
}

func use(flow: Other) {
  _ = flow.map { $0 }
}

let numbers = [1, 2].map { $0 + 1 }.filter { $0 > 1 }
let text = "flow.map(lower) \([1].map { $0 })"
