/// Builds its flow for whatever input and output it is given.
import Bytewax

func makeFlow<Numbers: Source, Lines: Sink>(_ numbers: Numbers, _ lines: Lines) -> Dataflow
where Numbers.Item == Int, Lines.Item == String {
  let flow = Dataflow("generic_connectors")
  let inp = op.input("inp", flow, numbers)
  let mapNumber = op.map("map_number", inp) { (number: Int) in "number \(number)" }
  op.output("out", mapNumber, lines)
  return flow
}

let lines = TestingList<String>()
let flow = makeFlow(TestingSource(1...3), TestingSink(into: lines))
try runMain(flow)
print(lines.items.joined(separator: ", "))
