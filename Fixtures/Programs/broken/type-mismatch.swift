/// Hands numbers to a step that takes words: the mistake is found when the step is added, before anything runs.
import Bytewax

func shout(_ word: String) -> String {
  word.uppercased()
}

let flow = Dataflow()
flow.input("inp", TestingInput(1...3))
flow.map { (number: Int) in number * 2 }
flow.map(shout)
flow.output("out", StdOutput())
