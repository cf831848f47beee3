import Bytewax017

/// W9's programs as 0.17 writes them.
enum Era017 {
  static func chain(_ sink: SummingSink<Int>) throws {
    let flow = Dataflow()
    flow.input("numbers", GeneratedSource { _ in W1.numbers(batches: 1000) })
    flow.map(W1.addOne)
    flow.filter(W1.isEven)
    flow.map(W1.lengthOfText)
    flow.output("sum", sink)
    try runMain(flow)
  }

  static func means(_ sink: SummingSink<(String, Int)>) throws {
    let flow = Dataflow()
    flow.input("events", GeneratedSource { _ in W3.events(W3.names(10_000), batches: 1000) })
    flow.statefulMap("mean", builder: { W3.Mean() }) { (mean: W3.Mean, value: Int) in try W3.update(mean, value) }
    flow.output("sum", sink)
    try runMain(flow)
  }
}
