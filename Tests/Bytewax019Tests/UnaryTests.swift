import Bytewax019
import Testing

/// Source of all expected values: bytewax 0.19.1.
@Suite struct UnaryTests {
  @Test func itemsComeFirstThenNotificationsInOrderOfKeysThenTheEnd() throws {
    let calls = TestingList<String>()
    let out = try results(of: [("b", "b1"), ("a", "at"), ("b", "bt"), ("a", "a3")], batchSize: 4) {
      op.unary("x", $0) { (_: String?) in Scribe(calls) }
    }
    #expect(calls.items == ["new", "item b1", "new", "item at", "item bt", "item a3", "notify at,a3", "notify b1,bt", "end at,a3", "end b1,bt"])
    #expect(texts(out) == [
      #"("b", "b1")"#, #"("a", "at")"#, #"("b", "bt")"#, #"("a", "a3")"#, #"("a", "told")"#, #"("b", "told")"#, #"("a", "end")"#, #"("b", "end")"#,
    ])
  }

  @Test func aKeyThatIsDiscardedBeginsAnew() throws {
    let calls = TestingList<String>()
    _ = try results(of: [("a", "1"), ("a", "!"), ("a", "2")]) { $0.unary("x") { (_: String?) in Scribe(calls) } }
    #expect(calls.items == ["new", "item 1", "item !", "new", "item 2", "end 2"])
  }

  @Test func aNotificationDueComesBeforeTheNextBatch() throws {
    let calls = TestingList<String>()
    _ = try results(of: [("a", "t"), ("a", "2")]) { op.unary("x", $0) { (_: String?) in Scribe(calls) } }
    #expect(calls.items == ["new", "item t", "notify t", "item 2", "end t,2"])
  }

  @Test func theFlowDoesNotWaitForNotificationsAfterTheEnd() throws {
    let calls = TestingList<String>()
    _ = try results(of: [("a", "later")]) { op.unary("x", $0) { (_: String?) in Scribe(calls) } }
    #expect(calls.items == ["new", "item later", "end later"])
  }

  @Test func anErrorInALogicNamesTheStep() throws {
    let error = #expect(throws: StepError.self) {
      try results(of: [("a", "boom")]) { op.unary("x", $0) { (_: String?) in Scribe(TestingList()) } }
    }
    #expect(error?.step.qualified == "f.x")
    #expect(error?.cause as? Boom == Boom(item: 4))
  }
}

/// Writes down what it is told. An item that ends in "t" asks for a notification at once, "later" in an hour; "!" ends the key.
private final class Scribe: UnaryLogic {
  private let calls: TestingList<String>
  private var items: [String] = []
  private var due: Date?

  init(_ calls: TestingList<String>) {
    self.calls = calls
    calls.append(contentsOf: ["new"])
  }

  func onItem(_ value: String) throws -> ([String], Bool) {
    if value == "boom" { throw Boom(item: value.count) }
    calls.append(contentsOf: ["item \(value)"])
    items.append(value)
    if value.hasSuffix("t") { due = Date(timeIntervalSince1970: 0) }
    if value == "later" { due = Date(timeIntervalSinceNow: 3600) }
    return ([value], value == "!" ? Self.discard : Self.retain)
  }

  func onNotify() -> ([String], Bool) {
    calls.append(contentsOf: ["notify \(items.joined(separator: ","))"])
    due = nil
    return (["told"], Self.retain)
  }

  func onEOF() -> ([String], Bool) {
    calls.append(contentsOf: ["end \(items.joined(separator: ","))"])
    return (["end"], Self.retain)
  }

  func notifyAt() -> Date? { due }
  func snapshot() -> String { items.joined(separator: ",") }
}
