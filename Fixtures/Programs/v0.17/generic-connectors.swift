/// Builds its flow for whatever input and output it is given.
import Bytewax

func makeFlow<Numbers: Input, Lines: Output>(_ numbers: Numbers, _ lines: Lines) -> Dataflow
where Numbers.Item == Int, Lines.Item == String {
  let flow = Dataflow()
  flow.input("inp", numbers)
  flow.map { (number: Int) in "number \(number)" }
  flow.output("out", lines)
  return flow
}

let lines = TestingList<String>()
let flow = makeFlow(TestingInput(1...3), TestingOutput(into: lines))
try runMain(flow)
print(lines.items.joined(separator: ", "))
