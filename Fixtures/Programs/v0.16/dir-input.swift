/// Reads every text of a folder that fits a pattern, a partition for each file.
import Bytewax

let flow = Dataflow()
flow.input("diary", DirInput("Fixtures/Data/diary", globPat: "*.txt"))
flow.output("out", StdOutput())
