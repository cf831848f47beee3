/// Adds a step for each factor, in a closure that runs at once.
import Bytewax

let factors = [2, 3]
let flow = Dataflow()
flow.input("inp", TestingInput([1, 2, 3]))
factors.forEach { factor in
  flow.map { (number: Int) in number * factor }
}
["small", "large"].forEach { flow.map(labelled($0)) }
flow.output("out", StdOutput())

func labelled(_ word: String) -> @Sendable (Int) -> Int {
  { number in word == "large" ? number + 100 : number + 1 }
}
