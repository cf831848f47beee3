/// Adds a step only where it is wanted.
import Bytewax

func announce(_ word: String) {
  print("saw \(word)")
}

let verbose = true
let loud = false

let flow = Dataflow()
flow.input("inp", TestingInput(["oak", "elm"]))
if verbose {
  flow.inspect(announce)
}
if loud {
  flow.map { (word: String) in word.uppercased() }
} else {
  flow.map { (word: String) in word + "." }
}
flow.output("out", StdOutput())
