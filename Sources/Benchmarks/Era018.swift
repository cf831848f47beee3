import Bytewax018

/// W9's programs as 0.18 writes them.
enum Era018 {
  static func chain(_ sink: SummingSink<Int>) throws {
    let flow = Dataflow("w9")
    let numbers = op.input("numbers", flow, GeneratedSource { _ in W1.numbers(batches: 1000) })
    let added = op.map("add_one", numbers, W1.addOne)
    let even = op.filter("even", added, W1.isEven)
    op.output("sum", op.map("last", even, W1.lengthOfText), sink)
    try runMain(flow)
  }

  static func means(_ sink: SummingSink<(String, Int)>) throws {
    let flow = Dataflow("w9")
    let events = op.input("events", flow, GeneratedSource { _ in W3.events(W3.names(10_000), batches: 1000) })
    let means = op.statefulMap("mean", events, builder: { W3.Mean() }) { (mean: W3.Mean, value: Int) in try W3.update(mean, value) }
    op.output("sum", means, sink)
    try runMain(flow)
  }
}
