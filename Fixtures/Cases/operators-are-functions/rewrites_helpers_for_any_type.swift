import Bytewax

func keepSome<Item: Sendable>(_ flow: Dataflow, where isWanted: @escaping @Sendable (Item) -> Bool) {
  flow.filter(isWanted)  //~ rewritten
}

func twice<In, Out>(_ work: @escaping @Sendable (In) -> Out) -> @Sendable (In) -> Out {
  work
}

func shifted(_ flow: Dataflow) {
  flow.map { (number: Int) -> Int in number + 1 }  //~ rewritten
  flow.map(twice { (number: Int) -> Int in number * 2 })  //~ rewritten
  flow.filter { (number: Int) -> Bool in number > 2 }  //~ rewritten
}

let flow = Dataflow()
flow.input("inp", TestingInput([1, 2, 3]))  //~ rewritten
shifted(flow)  //~ rewritten
keepSome(flow, where: { (number: Int) in number > 5 })  //~ rewritten
flow.map { (number: Int) -> (String, Int) in ("all", number) }  //~ rewritten
keepSome(flow, where: { (entry: (String, Int)) in entry.1 < 100 })  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

func keepSome<Item: Sendable>(_ stepID: String, _ up: Stream<Item>, where isWanted: @escaping @Sendable (Item) -> Bool) -> Stream<Item> {
  return op.filter("\(stepID)_is_wanted", up, isWanted)
}

func twice<In, Out>(_ work: @escaping @Sendable (In) -> Out) -> @Sendable (In) -> Out {
  work
}

func shifted(_ up: Stream<Int>) -> Stream<Int> {
  let mapNumber2 = op.map("map_number_2", up) { (number: Int) -> Int in number + 1 }
  let mapStream = op.map("map", mapNumber2, twice { (number: Int) -> Int in number * 2 })
  return op.filter("filter_number", mapStream) { (number: Int) -> Bool in number > 2 }
}

let flow = Dataflow("flow")
let inp = op.input("inp", flow, TestingSource([1, 2, 3]))
let shiftedStream = shifted(inp)
let keepSomeStream = keepSome("keep_some", shiftedStream, where: { (number: Int) in number > 5 })
let mapNumber = op.map("map_number", keepSomeStream) { (number: Int) -> (String, Int) in ("all", number) }
let keepSomeStream2 = keepSome("keep_some_2", mapNumber, where: { (entry: (String, Int)) in entry.1 < 100 })
op.output("out", keepSomeStream2, StdOutSink())
