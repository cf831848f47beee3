/// Reads a file that is not there: 0.16 says so at once.
import Bytewax

let flow = Dataflow()
flow.input("inp", FileInput("Fixtures/Data/no-such-file.txt"))
flow.output("out", StdOutput())
