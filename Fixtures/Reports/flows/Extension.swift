import Bytewax

extension Dataflow {
  func clean() { map { (line: String) in line.lowercased() } }
}

let flow = Dataflow()
flow.input("lines", TestingInput(["A"]))
flow.clean()
flow.output("out", StdOutput())
