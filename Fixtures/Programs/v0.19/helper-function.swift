/// Adds steps to a flow in a function of its own.
import Bytewax

func trim(_ line: String) -> String {
  String(line.drop { $0 == " " })
}

func isSaid(_ line: String) -> Bool {
  !line.isEmpty
}

func addCleaning(_ stream: Stream<String>) -> Stream<String> {
  let trimStream = op.map("trim", stream, trim)
  let isSaidStream = op.filter("is_said", trimStream, isSaid)
  return isSaidStream
}

let flow = Dataflow("helper_function")
let inpStream = op.input("inp", flow, TestingSource(["  good morning", "   ", "good night"]))
let addCleaningStream = addCleaning(inpStream)
let mapStream = op.map("map", addCleaningStream) { (line: String) in line.uppercased() }
op.output("out", mapStream, StdOutSink())
