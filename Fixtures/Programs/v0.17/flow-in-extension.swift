/// Gives flows a word of their own.
import Bytewax

func trim(_ line: String) -> String {
  String(line.drop { $0 == " " })
}

extension Dataflow {
  /// Drops what is not said.
  func clean() {
    map(trim)
    filter { (line: String) in !line.isEmpty }
  }
}

let flow = Dataflow()
flow.input("inp", TestingInput(["  good morning", "   ", "good night"]))
flow.clean()
flow.output("out", StdOutput())
