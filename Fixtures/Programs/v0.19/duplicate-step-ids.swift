/// Uses a step id twice and another with a period in it, which nobody minded before 0.18.
import Bytewax

func number(_ seen: Int?, _ word: String) -> (Int?, String) {
  let seen = seen ?? 10
  return (seen + 1, "\(word) \(seen + 1)")
}

let words = [("a", "ant"), ("b", "bee"), ("a", "ape")]

let flow = Dataflow("duplicate_step_ids")
let inp = op.input("inp", flow, TestingSource(words))
let countStream = op.statefulMap("count", inp) { (seen: Int?, word: String) -> (Int?, String) in
  let seen = seen ?? 0
  let count = seen + 1
  return (count, "\(word) \(count)")
}
let count2 = op.statefulMap("count_2", countStream, number)
let byTens = op.statefulMap("by_tens", count2) { (seen: Int?, word: String) -> (Int?, String) in
  let seen = seen ?? 0
  return (seen + 10, "\(word) \(seen + 10)")
}
op.output("out", byTens, StdOutSink())
