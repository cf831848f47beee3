/// Adds a step only where it is wanted.
import Bytewax

func announce(_ word: String) {
  print("saw \(word)")
}

let verbose = true
let loud = false

let flow = Dataflow("flow_with_condition")
let inp = op.input("inp", flow, TestingSource(["oak", "elm"]))
var stream = inp
if verbose {
  stream = op.inspect("announce", stream) { _, item in announce(item) }
}
let mapWord = if loud {
  op.map("map_word", stream) { (word: String) in word.uppercased() }
} else {
  op.map("map_word", stream) { (word: String) in word + "." }
}
op.output("out", mapWord, StdOutSink())
