/// Adds steps to a flow in a function of its own.
import Bytewax

func trim(_ line: String) -> String {
  String(line.drop { $0 == " " })
}

func isSaid(_ line: String) -> Bool {
  !line.isEmpty
}

func addCleaning(_ flow: Dataflow) {
  flow.map(trim)
  flow.filter(isSaid)
}

let flow = Dataflow()
flow.input("inp", TestingInput(["  good morning", "   ", "good night"]))
addCleaning(flow)
flow.map { (line: String) in line.uppercased() }
flow.output("out", StdOutput())
