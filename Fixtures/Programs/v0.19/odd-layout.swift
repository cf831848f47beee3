/// Is laid out in its author's own way, comments everywhere.
import Bytewax

func shout(_ word: String) -> String { word.uppercased() }

/* The flow itself. */
let flow = Dataflow("odd_layout")   // one line, from top to bottom

let inp = op.input(
  "inp", flow,
  TestingSource(["oak", "elm"])  // two trees
)
let shoutStream = op.map( /* every word */ "shout", inp, shout )

// Long ones only.
let filterWord = op.filter("filter_word", shoutStream) { (word: String) in
  // None is.
  word.count < 10
}
op.output("out", filterWord, StdOutSink())  // and out
