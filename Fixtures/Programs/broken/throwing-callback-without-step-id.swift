/// Throws from a callback of a step that has no id: the error says which step it was.
import Bytewax

struct NotANumber: Error {
  let text: String
}

func parse(_ text: String) throws -> Int {
  guard let number = Int(text) else { throw NotANumber(text: text) }
  return number
}

let flow = Dataflow()
flow.input("inp", TestingInput(["1", "2", "three", "4"]))
flow.map(parse)
flow.output("out", StdOutput())
