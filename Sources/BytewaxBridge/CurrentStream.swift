import BytewaxFluent
import BytewaxStreams
import DataflowCore

// Where the two styles meet, for programs that are migrated step by step:
//
//     import Bytewax017
//     import Bytewax019
//     import BytewaxBridge
//
//     let flow = Bytewax017.Dataflow()
//     flow.input("orders", CSVInput("orders.csv"))
//     flow.map(amount)                                         // still 0.17
//     let amounts = flow.handOut((String, Int).self)
//     let totals = op.statefulMap("total", amounts, addUp)     // already 0.19
//     flow.takeBack(totals)
//     flow.output("out", StdOutput())                          // still 0.17
//
// Both styles build one graph, so a stream crosses without a step and at no cost. The legacy flow is the one to run.

extension BytewaxFluent.Dataflow {
  /// The current stream for operators of 0.18 and 0.19; the flow itself still has it too.
  ///
  /// A type that the items are not is a mistake, reported when the flow is run.
  public func handOut<Element: Sendable>(
    _ type: Element.Type = Element.self, file: StaticString = #filePath, line: UInt = #line
  ) -> BytewaxStreams.Stream<Element> {
    BytewaxStreams.Stream(stream(of: type, for: unnamed("handOut", file, line)), scope: nil)
  }

  /// Makes a stream of 0.18 or 0.19 the current one; it must have grown from a stream that this flow handed out.
  public func takeBack<Element: Sendable>(
    _ stream: BytewaxStreams.Stream<Element>, file: StaticString = #filePath, line: UInt = #line
  ) {
    if isOwn(stream.port.erased, file, line) { advance(to: stream.port) }
  }

  /// As `takeBack`, for pairs, so that keyed steps that show no value type may follow.
  public func takeBack<Value: Sendable>(
    _ stream: KeyedStream<Value>, file: StaticString = #filePath, line: UInt = #line
  ) {
    if isOwn(stream.port.erased, file, line) { advance(toKeyed: stream.port) }
  }

  private func isOwn(_ port: AnyPort, _ file: StaticString, _ line: UInt) -> Bool {
    if port.graph === graph { return true }
    graph.report("takeBack was given a stream of another flow; give it one that grew from what handOut returned", at: SourcePlace(file, line))
    return false
  }
}
