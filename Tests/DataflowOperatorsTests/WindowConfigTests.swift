import DataflowCore
import FoundationEssentials
import Testing
import Windowing

@testable import DataflowOperators

private let aligned = Date(timeIntervalSince1970: 1_672_531_200)

@Suite struct WindowConfigTests {
  @Test("windows that cannot work are refused, and the message says what to give", arguments: [
    (TumblingWindow(length: .milliseconds(0.5), alignTo: aligned) as any WindowConfig,
      "TumblingWindow: the length is 0.0005 seconds, which is too short; give at least 0.001 seconds"),
    (SlidingWindow(length: .seconds(1), offset: .milliseconds(0.9), alignTo: aligned),
      "SlidingWindow: the offset is 0.0009 seconds, which is too short; give at least 0.001 seconds"),
    (SlidingWindow(length: .zero, offset: .seconds(1), alignTo: aligned),
      "SlidingWindow: the length is 0.0 seconds, which is too short; give at least 1e-06 seconds"),
    (SessionWindow(gap: .zero), "SessionWindow: the gap is 0.0 seconds, which is too short; give at least 0.001 seconds"),
  ])
  func refusal(windows: any WindowConfig, message: String) {
    for accept in [mergeable, plain, commutative] {
      let error = #expect(throws: WindowingError.self) { try accept(windows) }
      #expect(error?.description == message)
    }
  }

  @Test("the kind of fold decides how windows are kept", arguments: [
    (TumblingWindow(length: .seconds(60), alignTo: aligned) as any WindowConfig, ["Tumbling", "Tumbling", "Tumbling"]),
    (SlidingWindow(length: .seconds(60), offset: .seconds(60), alignTo: aligned), ["Sliding", "Sliding", "Tumbling"]),
    (SlidingWindow(length: .seconds(60), offset: .seconds(1), alignTo: aligned), ["Sliding", "Sliding", "Paned"]),
    (SessionWindow(gap: .seconds(5)), ["Session, Replaying", "Session", "Session"]),
  ])
  func choice(windows: any WindowConfig, expected: [String]) throws {
    #expect(try [plain(windows), mergeable(windows), commutative(windows)] == expected)
  }

  private struct Naming<Value, Output>: WindowerVisitor {
    func visit<Cutter: Windower>(_ windower: Cutter) throws -> String
    where Cutter.Fold.Value == Value, Cutter.Fold.Output == Output {
      let name = String("\(Cutter.self)".prefix { $0 != "<" }.replacing("Windower", with: ""))
      return "\(Cutter.Fold.self)".hasPrefix("Replaying") ? name + ", Replaying" : name
    }
  }

  private func plain(_ windows: any WindowConfig) throws -> String {
    try windows.accept(Naming<Int, Int>(), folding: BuilderFold({ 0 }) { $0 + $1 })
  }
  private func mergeable(_ windows: any WindowConfig) throws -> String {
    try windows.accept(Naming<Int, [Int]>(), folding: ListFold())
  }
  private func commutative(_ windows: any WindowConfig) throws -> String {
    try windows.accept(Naming<Int, Int>(), folding: CountFold())
  }
}
