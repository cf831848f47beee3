/// Opens two inputs one after the other: the second takes the place of the first, whose items go nowhere.
import Bytewax

let flow = Dataflow()
flow.input("old", TestingInput(["lost", "forgotten"]))
flow.map { (word: String) in word.uppercased() }
flow.input("new", TestingInput(1...3))
flow.map { (number: Int) in number * 10 }
flow.output("out", StdOutput())
