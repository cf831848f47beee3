/// Spreads keys over eleven files: since 0.17 the files are counted in the order of their sorted names, so "part_10" is the third.
import Bytewax

let flow = Dataflow()
flow.input("inp", TestingInput(0...10))
flow.map { (number: Int) in ("k\(number)", "line of k\(number)") }
flow.output("files", DirOutput("out", fileCount: 11))
