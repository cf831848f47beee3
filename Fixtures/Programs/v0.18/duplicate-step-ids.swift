/// Uses a step id twice and another with a period in it, which nobody minded before 0.18.
import Bytewax

func number(_ seen: Int, _ word: String) -> (Int?, String) {
  (seen + 1, "\(word) \(seen + 1)")
}

let words = [("a", "ant"), ("b", "bee"), ("a", "ape")]

let flow = Dataflow("duplicate_step_ids")
let inp = op.input("inp", flow, TestingSource(words))
let countStream = op.statefulMap("count", inp, builder: { 0 }) { (seen: Int, word: String) -> (Int?, String) in
  let count = seen + 1
  return (count, "\(word) \(count)")
}
let count2 = op.statefulMap("count_2", countStream, builder: { 10 }, number)
let byTens = op.statefulMap("by_tens", count2, builder: { 0 }) { (seen: Int, word: String) -> (Int?, String) in (seen + 10, "\(word) \(seen + 10)") }
op.output("out", byTens, StdOutSink())
