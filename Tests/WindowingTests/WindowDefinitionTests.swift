import DataflowCore
import Testing

@testable import Windowing

@Suite struct WindowDefinitionTests {
  @Test("a definition that cannot work is refused, and the message says what to give", arguments: [
    (WindowDefinition.tumbling(length: span(0.0005), alignTo: aligned),
      "TumblingWindow: the length is 0.0005 seconds, which is too short; give at least 0.001 seconds"),
    (.sliding(length: span(1), offset: span(0.0009), alignTo: aligned),
      "SlidingWindow: the offset is 0.0009 seconds, which is too short; give at least 0.001 seconds"),
    (.sliding(length: span(0), offset: span(1), alignTo: aligned),
      "SlidingWindow: the length is 0.0 seconds, which is too short; give at least 1e-06 seconds"),
    (.session(gap: span(0)), "SessionWindow: the gap is 0.0 seconds, which is too short; give at least 0.001 seconds"),
  ])
  func refusal(definition: WindowDefinition, message: String) {
    for accept in [mergeable, plain, commutative] {
      let error = #expect(throws: WindowingError.self) { try accept(definition) }
      #expect(error?.description == message)
    }
  }

  @Test("the kind of fold decides how windows are kept", arguments: [
    (WindowDefinition.tumbling(length: span(60), alignTo: aligned), ["Tumbling", "Tumbling", "Tumbling"]),
    (.sliding(length: span(60), offset: span(60), alignTo: aligned), ["Sliding", "Sliding", "Tumbling"]),
    (.sliding(length: span(60), offset: span(1), alignTo: aligned), ["Sliding", "Sliding", "Paned"]),
    (.session(gap: span(5)), ["Session, Replaying", "Session", "Session"]),
  ])
  func choice(definition: WindowDefinition, expected: [String]) throws {
    #expect(try [plain(definition), mergeable(definition), commutative(definition)] == expected)
  }

  private struct UnmergeableFold: WindowFold {
    func begin(_ value: Double, at time: Instant) -> Double { value }
    func fold(_ value: Double, at time: Instant, into sum: inout Double) { sum += value }
  }

  private struct Naming<Value, Output>: WindowerVisitor {
    func visit<Cutter: Windower>(_ windower: Cutter) throws -> String where Cutter.Fold.Value == Value, Cutter.Fold.Output == Output {
      let name = String("\(Cutter.self)".prefix { $0 != "<" }.replacing("Windower", with: ""))
      return "\(Cutter.Fold.self)".hasPrefix("Replaying") ? name + ", Replaying" : name
    }
  }

  private func plain(_ definition: WindowDefinition) throws -> String {
    try definition.accept(Naming<Double, Double>(), folding: UnmergeableFold())
  }
  private func mergeable(_ definition: WindowDefinition) throws -> String {
    try definition.accept(Naming<Double, [Double]>(), folding: CollectFold())
  }
  private func commutative(_ definition: WindowDefinition) throws -> String {
    try definition.accept(Naming<Int, [Int: Int]>(), folding: BagFold())
  }
}
