/// Reads a text with blank lines in it: each is an item, and none ends the input.
import Bytewax

let flow = Dataflow()
flow.input("inp", FileInput("Fixtures/Data/verses.txt"))
flow.map { (line: String) in "[\(line)]" }
flow.output("out", StdOutput())
