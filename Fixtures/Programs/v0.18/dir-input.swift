/// Reads every text of a folder that fits a pattern, a partition for each file.
import Bytewax

let flow = Dataflow("dir_input")
let diary = op.input("diary", flow, DirSource("Fixtures/Data/diary", globPat: "*.txt"))
op.output("out", diary, StdOutSink())
