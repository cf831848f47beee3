import DataflowCore
import Testing

@testable import Windowing

/// Times in tests are seconds since the moment windows are aligned to, which is 2023-01-01 00:00 UTC.
func at(_ seconds: Double) -> Instant { aligned + span(seconds) }
func span(_ seconds: Double) -> TimeSpan { TimeSpan(microseconds: Int64((seconds * 1_000_000).rounded())) }
let aligned = Instant(microseconds: 1_672_531_200_000_000)

/// A system time long after the events of the tests, as when a flow reads history.
let laterThanAllEvents = aligned + span(1_000_000)

/// Collects items in order of arrival; sessions' lists are joined.
struct CollectFold: MergeableWindowFold {
  func begin(_ value: Double, at time: Instant) -> [Double] { [value] }
  func fold(_ value: Double, at time: Instant, into list: inout [Double]) { list.append(value) }
  func merge(_ later: consuming [Double], into earlier: inout [Double]) { earlier.append(contentsOf: later) }
}

/// What a closed window holds.
struct Closed: Equatable, CustomStringConvertible, Sendable {
  var open: Double
  var close: Double
  var items: [Double]
  var description: String { "\(open)..\(close) \(items)" }
}

func window(_ open: Double, _ close: Double, holding items: Double...) -> Closed {
  Closed(open: open, close: close, items: items)
}

/// An event clock for items that are their own event time, in seconds.
func eventClock(wait: Double) -> EventClock<Double> {
  EventClock(waitForSystemDuration: span(wait)) { at($0) }
}

/// Drives one key as the engine does: forgets it when no window is open.
struct KeyDriver<Clock: WindowClock, Cutter: Windower> where Clock.Value == Cutter.Fold.Value {
  let machine: WindowMachine<Clock, Cutter>
  var key: WindowMachine<Clock, Cutter>.Key?
  var closed: [(span: WindowSpan, output: Cutter.Fold.Output)] = []
  var late = 0

  init(_ clock: Clock, _ windower: Cutter) { machine = WindowMachine(clock: clock, windower: windower) }

  var nextWakeUp: Instant? { key.flatMap(machine.nextWakeUp) }

  mutating func item(_ value: Clock.Value, now: Instant) throws {
    var key = key.take() ?? machine.newKey()
    late += try machine.onItem(value, now: now, key: &key) { closed.append(($0, $1)) }
    self.key = key.isEmpty ? nil : key
  }

  mutating func notify(now: Instant) throws {
    guard var key = key.take() else { return }
    try machine.onNotify(now: now, key: &key) { closed.append(($0, $1)) }
    self.key = key.isEmpty ? nil : key
  }

  mutating func endOfInput() throws {
    guard var key = key.take() else { return }
    try machine.onEOF(key: &key) { closed.append(($0, $1)) }
    self.key = key.isEmpty ? nil : key
  }
}

extension KeyDriver where Cutter.Fold.Output == [Double] {
  var windows: [Closed] {
    closed.map { Closed(open: seconds($0.span.open), close: seconds($0.span.close), items: $0.output) }
  }
}

func seconds(_ time: Instant) -> Double { Double((time - aligned).microseconds) / 1_000_000 }

/// Feeds items that are their own event time, all at one system time, then the end of input.
func expect<Cutter: Windower>(
  _ windower: Cutter, waiting wait: Double, items: [Double], closes expected: [Closed], late: Int = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws where Cutter.Fold.Value == Double, Cutter.Fold.Output == [Double] {
  var driver = KeyDriver(eventClock(wait: wait), windower)
  for item in items { try driver.item(item, now: laterThanAllEvents) }
  try driver.endOfInput()
  #expect(driver.windows == expected, sourceLocation: sourceLocation)
  #expect(driver.late == late, sourceLocation: sourceLocation)
  #expect(driver.key == nil, "a key is forgotten at the end of input", sourceLocation: sourceLocation)
}

extension TumblingWindower<CollectFold> {
  static func collecting(_ length: Double) throws -> Self { try Self(length: span(length), alignTo: aligned, fold: CollectFold()) }
}

extension SlidingWindower<CollectFold> {
  static func collecting(_ length: Double, every offset: Double) throws -> Self {
    try Self(length: span(length), offset: span(offset), alignTo: aligned, fold: CollectFold())
  }
}

extension SessionWindower<CollectFold> {
  static func collecting(_ gap: Double) throws -> Self { try Self(gap: span(gap), fold: CollectFold()) }
}
