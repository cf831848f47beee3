import DataflowCore
import Testing

@Suite struct GateTests {
  /// Which of the signals a gate lets through.
  private func passes(_ signals: [Signal], edges: Int) -> [Bool] {
    var gate = Gate(edges: edges)
    return signals.map { gate.passes($0) }
  }

  @Test func aGateOpensWhenASignalHasComeFromEveryEdge() {
    let three = [false, false, true]
    let signals: [Signal] = [.close(epoch: 1), .close(epoch: 2), .end].flatMap { Array(repeating: $0, count: 3) }
    #expect(passes(signals, edges: 3) == three + three + three)
  }

  @Test func endsAndClosesAreCountedApart() {
    let signals: [Signal] = [.end, .close(epoch: 1), .close(epoch: 1), .close(epoch: 2), .end, .close(epoch: 2)]
    #expect(passes(signals, edges: 2) == [false, false, true, false, true, true])
  }

  @Test func aGateOfOneEdgeLetsEverythingThrough() {
    #expect(passes([.close(epoch: 1), .end, .close(epoch: 2)], edges: 1) == [true, true, true])
  }
}
