/// Looks at items on their way without changing them.
import Bytewax

func announce(_ word: String) {
  print("saw \(word)")
}

let flow = Dataflow()
flow.input("inp", TestingInput(["oak", "elm", "ash"]))
flow.inspect(announce)
flow.map { (word: String) in word.count }
flow.inspect { (length: Int) in print("length \(length)") }
flow.output("out", StdOutput())
