import DataflowCore
import TestSupport
import Testing

/// One stateful step's table and timers, driven by hand, with the time as an input.
@Suite struct KeyedRunTests {
  private func run(_ items: String, _ run: KeyedRun<Script>, at now: Int64 = 0) throws -> [String] {
    try run.process(Share(items.split(separator: " ").map { (String($0.prefix(1)), String($0.dropFirst())) }), now: Instant(microseconds: now))
  }

  private func snapshots(_ run: KeyedRun<Script>) throws -> [String: String] {
    let taken = try run.takeSnapshots(step: "f.s")
    #expect(Set(taken.map(\.key)).count == taken.count, "each key is written once an epoch: \(taken.map(\.key))")
    let codec = try #require(StateCodec<Script.Kept>())
    return Dictionary(try taken.map { ($0.key, try $0.state.map { try codec.decode($0).text } ?? "gone") }) { $1 }
  }

  @Test func onlyKeysTouchedInAnEpochAreWritten() throws {
    let step = KeyedRun(Script(), tracking: true)
    _ = try run("ax by", step)
    #expect(try snapshots(step) == ["a": "x", "b": "y"])
    _ = try run("az", step)
    #expect(try snapshots(step) == ["a": "xz"])
    #expect(try snapshots(step) == [:])
  }

  @Test func aDiscardedKeyIsWrittenAsAbsent() throws {
    let step = KeyedRun(Script(), tracking: true)
    _ = try run("ax by", step)
    _ = try snapshots(step)
    _ = try run("a!", step)
    #expect(try snapshots(step) == ["a": "gone"])
  }

  @Test func aKeyDiscardedAndMadeAgainInOneEpochIsWrittenOnce() throws {
    let step = KeyedRun(Script(), tracking: true)
    _ = try run("ax a! ay b! bx b! a! az", step)
    #expect(try snapshots(step) == ["a": "z", "b": "gone"])
  }

  @Test func aSlotTakenOverByAnotherKeyKeepsTheFirstKeysAbsence() throws {
    let step = KeyedRun(Script(), tracking: true)
    _ = try run("ax", step)
    _ = try snapshots(step)
    _ = try run("a! bx", step)
    #expect(try snapshots(step) == ["a": "gone", "b": "x"])
  }

  @Test func keysAreWokenInOrderOfTheirBytes() throws {
    let step = KeyedRun(Script(), tracking: false)
    _ = try run("b5 c5 a5 d9", step)
    #expect(try step.wake(now: Instant(microseconds: 4)) == [])
    #expect(try step.wake(now: Instant(microseconds: 5)) == ["a woken", "b woken", "c woken"])
    #expect(try step.wake(now: Instant(microseconds: 8)) == [])
    #expect(try step.wake(now: Instant(microseconds: 9)) == ["d woken"])
    #expect(step.nextWake == nil)
  }

  @Test func aLaterWishReplacesAnEarlierOneAndAnEarlierALater() throws {
    let step = KeyedRun(Script(), tracking: false)
    _ = try run("a5 a8", step)
    #expect(try step.wake(now: Instant(microseconds: 7)) == [])
    #expect(try step.wake(now: Instant(microseconds: 8)) == ["a woken"])
    _ = try run("b9", step, at: 8)
    _ = try run("b3", step, at: 8)
    #expect(try step.wake(now: Instant(microseconds: 8)) == ["b woken"])
    #expect(try step.wake(now: Instant(microseconds: 100)) == [])
  }

  @Test func aKeyWithoutANewWishKeepsTheOldOne() throws {
    let step = KeyedRun(Script(), tracking: false)
    _ = try run("a5", step)
    _ = try run("ax", step)
    #expect(try step.wake(now: Instant(microseconds: 5)) == ["a woken"])
  }

  @Test func discardingAKeyTakesItsWishBack() throws {
    let step = KeyedRun(Script(), tracking: false)
    _ = try run("a5 a! ax", step)
    #expect(try step.wake(now: Instant(microseconds: 100)) == [])
    _ = try run("a5", step)
    _ = try run("a!", step)
    // The slot of `a` goes to `b`, whose own wish is later.
    _ = try run("b7", step)
    #expect(try step.wake(now: Instant(microseconds: 6)) == [])
    #expect(try step.wake(now: Instant(microseconds: 7)) == ["b woken"])
  }

  @Test func theStepNeverSleepsPastAWish() throws {
    var random = SeededRandom(11)
    for _ in 0..<40 {
      let step = KeyedRun(Script(), tracking: false)
      var wishes: [String: Int64] = [:]
      var now: Int64 = 0
      for _ in 0..<60 {
        let key = ["a", "b", "c", "d"].randomElement(using: &random) ?? "a"
        let isLong = Bool.random(using: &random)
        let due = now + Int64.random(in: 1...9, using: &random) * (isLong ? 10_000 : 1)
        if Int.random(in: 0..<6, using: &random) == 0 {
          _ = try run("\(key)!", step, at: now)
          wishes[key] = nil
        } else {
          _ = try run("\(key)\(due)", step, at: now)
          wishes[key] = due
        }
        #expect((step.nextWake?.microseconds ?? .max) <= wishes.values.min() ?? .max)
        now += Int64.random(in: 0...4, using: &random) * (Bool.random(using: &random) ? 1 : 10_000)
        let due1 = wishes.filter { $0.value <= now }.keys.sorted()
        #expect(try step.wake(now: Instant(microseconds: now)) == due1.map { "\($0) woken" })
        for key in due1 { wishes[key] = nil }
      }
    }
  }

  @Test func theEndIsToldToEveryKeyInOrder() throws {
    let step = KeyedRun(Script(), tracking: false)
    _ = try run("bx ax c! cy a!", step)
    #expect(try step.end(now: Instant(microseconds: 0)) == ["b ended with x", "c ended with y"])
  }

  @Test func aStateComesBackWithItsWish() throws {
    let step = KeyedRun(Script(), tracking: true)
    _ = try run("ax a5 bq", step)
    let rows = try step.takeSnapshots(step: "f.s")
    let again = KeyedRun(Script(), tracking: true)
    for row in rows { try again.restore(row.key, stableHash(row.key), try #require(row.state)) }
    #expect(again.nextWake == Instant(microseconds: 5))
    #expect(try again.wake(now: Instant(microseconds: 6)) == ["a woken"])
    #expect(try again.end(now: Instant(microseconds: 6)) == ["a ended with x5", "b ended with q"])
  }

  @Test func aStateThatCannotBeKeptSaysSo() throws {
    let step = KeyedRun(Unkeepable(), tracking: true)
    _ = try step.process(Share([("a", 1)]), now: Instant(microseconds: 0))
    let error = #expect(throws: StateNotCodable.self) { try step.takeSnapshots(step: "f.s") }
    #expect(error.map { "\($0)" }?.hasSuffix("make it Codable or run without recovery") == true)
  }
}

/// Keeps the text of a key; "!" discards it, and a number asks for a wake-up at that time.
private struct Script: KeyedLogic {
  struct Kept: Codable {
    var text = ""
    var due: Int64?
  }

  static var wakes: Bool { true }
  static var actsAtEnd: Bool { true }

  func onItem(_ state: inout Kept?, _ key: String, _ value: String, now: Instant, into out: inout [String]) {
    if value == "!" {
      state = nil
      return
    }
    var kept = state ?? Kept()
    kept.text += value
    kept.due = Int64(value)
    state = kept
  }

  func onWake(_ state: inout Kept?, _ key: String, now: Instant, into out: inout [String]) {
    out.append("\(key) woken")
    state?.due = nil
  }

  func onEnd(_ state: inout Kept?, _ key: String, now: Instant, into out: inout [String]) {
    out.append("\(key) ended with \(state?.text ?? "nothing")")
  }

  func wakeUp(_ state: Kept) -> Instant? { state.due.map { Instant(microseconds: $0) } }
}

private struct Unkeepable: KeyedLogic {
  struct State {}
  func onItem(_ state: inout State?, _ key: String, _ value: Int, now: Instant, into out: inout [Int]) { state = State() }
  func save(_ state: State) -> State { state }
  func restore(_ saved: State, _ key: String) -> State { saved }
}
