/// Is laid out in its author's own way, comments everywhere.
import Bytewax

func shout(_ word: String) -> String { word.uppercased() }

/* The flow itself. */
let flow = Dataflow()   // one line, from top to bottom

flow.input(
  "inp",
  TestingInput(["oak", "elm"])  // two trees
)
flow.map( /* every word */ shout )

// Long ones only.
flow.filter { (word: String) in
  // None is.
  word.count < 10
}
flow.output("out", StdOutput())  // and out
