/// Copies a text to a file in capitals: one line, one item, one line.
import Bytewax

let flow = Dataflow()
flow.input("inp", FileInput("Fixtures/Data/diary/monday.txt"))
flow.map { (line: String) in ("all", line.uppercased()) }
flow.output("file", FileOutput("out/capitals.txt"))
