/// Uses a step id twice and another with a period in it, which nobody minded before 0.18.
import Bytewax

func number(_ seen: Int, _ word: String) -> (Int?, String) {
  (seen + 1, "\(word) \(seen + 1)")
}

let words = [("a", "ant"), ("b", "bee"), ("a", "ape")]

let flow = Dataflow()
flow.input("inp", TestingInput(words))
flow.statefulMap("count", builder: { 0 }) { (seen: Int, word: String) -> (Int?, String) in
  let count = seen + 1
  return (count, "\(word) \(count)")
}
flow.statefulMap("count", builder: { 10 }, number)
flow.statefulMap("by.tens", builder: { 0 }) { (seen: Int, word: String) -> (Int?, String) in (seen + 10, "\(word) \(seen + 10)") }
flow.output("out", StdOutput())
