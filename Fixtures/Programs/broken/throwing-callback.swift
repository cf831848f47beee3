/// Throws from a callback: the error names the step, and keeps its cause.
import Bytewax

struct NotANumber: Error {
  let text: String
}

func parse(_ text: String) throws -> Int {
  guard let number = Int(text) else { throw NotANumber(text: text) }
  return number
}

let flow = Dataflow("reader")
let inpStream = op.input("inp", flow, TestingSource(["1", "2", "three", "4"]))
let parseStream = op.map("parse_number", inpStream, parse)
op.output("out", parseStream, StdOutSink())
