/// Uses words that a flow has too, on things that are no flows: nothing of theirs may change.
import Bytewax

struct Pipe {
  var parts: [String] = []
  mutating func map(_ part: String) { parts.append(part) }
  mutating func output(_ part: String) { parts.append("<\(part)>") }
}

/// Speaks of flow.map and FileInput in a comment, and in a text: "flow.map(lower)".
func plan() -> String {
  var flow = Pipe()
  flow.map("flow.map(lower)")
  flow.output("FileInput")
  return flow.parts.map { $0.uppercased() }.filter { !$0.isEmpty }.joined(separator: " ")
}

let numbers = [1, 2, 3].map { $0 * 10 }.filter { $0 > 10 }
let flow = Dataflow("lookalikes")
let inp = op.input("inp", flow, TestingSource(numbers))
let mapNumber = op.map("map_number", inp) { (number: Int) in "\([number, number + 1].map { "\($0)" }.joined(separator: "-"))" }
let mapText = op.map("map_text", mapNumber) { (text: String) in "\(text) \(plan())" }
op.output("out", mapText, StdOutSink())
