/// Adds steps to a flow in a function of its own.
import Bytewax

func trim(_ line: String) -> String {
  String(line.drop { $0 == " " })
}

func isSaid(_ line: String) -> Bool {
  !line.isEmpty
}

func addCleaning(_ up: Stream<String>) -> Stream<String> {
  let trimStream = op.map("trim", up, trim)
  return op.filter("is_said", trimStream, isSaid)
}

let flow = Dataflow("helper_function")
let inp = op.input("inp", flow, TestingSource(["  good morning", "   ", "good night"]))
let addCleaningStream = addCleaning(inp)
let mapLine = op.map("map_line", addCleaningStream) { (line: String) in line.uppercased() }
op.output("out", mapLine, StdOutSink())
