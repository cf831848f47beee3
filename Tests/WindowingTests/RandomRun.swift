import DataflowCore
import Foundation
import TestSupport

@testable import Windowing

/// A random window definition, random items and random moments at which they arrive.
struct RandomRun: CustomStringConvertible {
  struct Item {
    var time: Instant
    var now: Instant
  }

  var length: TimeSpan
  var offset: TimeSpan
  var alignTo: Instant
  var wait: TimeSpan
  var usesSystemClock: Bool
  var items: [Item]

  init(using random: inout SeededRandom) {
    // Whole numbers of a coarse unit make times meet boundaries often; a fine unit makes them miss.
    let unit: Int64 = [1, 500_000, 1_000_000].randomElement(using: &random)!
    func some(_ range: ClosedRange<Int64>) -> TimeSpan { TimeSpan(microseconds: Int64.random(in: range, using: &random) * 1_000_000) }
    length = some(1...12)
    offset = [length, some(1...12), some(1...3)].randomElement(using: &random)!
    alignTo = at(0) + some(-20...20)
    wait = Bool.random(using: &random) ? .zero : some(0...20)
    usesSystemClock = Int.random(in: 0..<4, using: &random) == 0
    let jitter = [0, 2, 10, 40].randomElement(using: &random)!
    var event = at(Double(Int.random(in: -30...30, using: &random)))
    var now = at([-500, 0, 1000].randomElement(using: &random)!)
    items = []
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let step = Int64.random(in: 0...3_000_000, using: &random) / unit * unit
      event = event + TimeSpan(microseconds: Int.random(in: 0..<12, using: &random) == 0 ? step * 20 : step)
      let back = Int64.random(in: 0...Int64(jitter), using: &random) * 1_000_000
      now = now + TimeSpan(microseconds: Int64.random(in: 0...2_000_000, using: &random) / unit * unit)
      items.append(Item(time: event - TimeSpan(microseconds: back), now: now))
    }
  }

  var description: String {
    """
    length \(length.duration), offset \(offset.duration), aligned to \(seconds(alignTo)), wait \(wait.duration), \
    \(usesSystemClock ? "system" : "event") clock, \(items.map { "\(seconds($0.time)) at \(seconds($0.now))" })
    """
  }

  /// Feeds the items, waking the key whenever it asks for it, as an engine with an exact timer does.
  func played<Cutter: Windower>(by windower: Cutter, resuming: Bool) throws -> Played
  where Cutter.Fold.Value == Int, Cutter.Fold.Output: ItemList, Cutter.Open: Codable {
    let clock: AnyClock<Int> =
      usesSystemClock ? .system : .event(EventClock(waitForSystemDuration: wait) { [items] in items[$0].time })
    var driver = KeyDriver(clock, windower)
    for (index, item) in items.enumerated() {
      if resuming { driver.key = try decoded(driver.key) }
      while let wakeUp = driver.nextWakeUp, wakeUp < item.now { try driver.notify(now: wakeUp) }
      try driver.item(index, now: item.now)
    }
    try driver.endOfInput()
    return Played(windows: driver.closed.map { Played.Window(span: $0.span, items: $0.output.items) }, late: driver.late)
  }

  /// Feeds the items to the model, waking it as real Bytewax does: again and again from the close, taken as a system time, on.
  func played(by key: ModelKey) -> Played {
    var key = key
    for (index, item) in items.enumerated() {
      while let wakeUp = key.nextWakeUp, wakeUp < item.now { key.notify(now: wakeUp) }
      key.item(index, time: usesSystemClock ? item.now : item.time, now: item.now)
    }
    key.endOfInput()
    return Played(windows: key.closed, late: key.late)
  }
}

/// What came out of a run.
struct Played: Equatable {
  struct Window: Equatable {
    var span: WindowSpan
    var items: [Int]
  }

  var windows: [Window]
  var late: Int

  var sortedItems: Played {
    Played(windows: windows.map { Window(span: $0.span, items: $0.items.sorted()) }, late: late)
  }
}

/// An output that can be compared with a list of items.
protocol ItemList {
  var items: [Int] { get }
}

extension [Int]: ItemList {
  var items: [Int] { self }
}

extension [Int: Int]: ItemList {
  var items: [Int] { flatMap { Array(repeating: $0.key, count: $0.value) }.sorted() }
}

/// The value after a way through storage.
func decoded<Value: Codable>(_ value: Value) throws -> Value {
  try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}
