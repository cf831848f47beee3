/// Gives flows a word of their own.
import Bytewax

func trim(_ line: String) -> String {
  String(line.drop { $0 == " " })
}

extension Dataflow {
  /// Drops what is not said.
  func clean(_ up: Stream<String>) -> Stream<String> {
    let trimStream = op.map("trim", up, trim)
    return op.filter("filter_line", trimStream) { (line: String) in !line.isEmpty }
  }
}

let flow = Dataflow("flow_in_extension")
let inp = op.input("inp", flow, TestingSource(["  good morning", "   ", "good night"]))
let cleanStream = flow.clean(inp)
op.output("out", cleanStream, StdOutSink())
