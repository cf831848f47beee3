/// Reads a folder that is not there.
import Bytewax

let flow = Dataflow("no_folder")
let inpStream = op.input("inp", flow, DirSource("Fixtures/Data/no-such-folder"))
op.output("out", inpStream, StdOutSink())
