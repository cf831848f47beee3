import DataflowCore

@testable import Windowing

/// The windowing core written for nothing but being seen to be right: it keeps every item and searches.
///
/// Microseconds are plain numbers. The clock keeps the pair (event time, system time) that Bytewax keeps.
struct ModelKey {
  let model: any WindowModel
  let wait: Int64
  let system: Bool
  var seen: (event: Int64, system: Int64)?
  var open: [ModelWindow] = []
  var closed: [Played.Window] = []
  var late = 0

  init(_ model: any WindowModel, wait: TimeSpan, system: Bool) {
    self.model = model
    self.wait = wait.microseconds
    self.system = system
  }

  func watermark(_ now: Int64) -> Int64? {
    system ? now : seen.map { $0.event - wait + (now - $0.system) }
  }

  mutating func item(_ index: Int, time: Instant, now: Instant) {
    let (time, now) = (time.microseconds, now.microseconds)
    if watermark(now).map({ time - wait > $0 }) ?? true { seen = (time, now) }
    let watermark = watermark(now)!
    late += model.insert(index, time: time, watermark: watermark, into: &open)
    drain { [model] in model.isClosed($0, watermark) }
  }

  mutating func notify(now: Instant) {
    guard let watermark = watermark(now.microseconds) else { return }
    drain { [model] in model.isClosed($0, watermark) }
  }

  mutating func endOfInput() { drain { _ in true } }

  mutating func drain(_ isClosed: (ModelWindow) -> Bool) {
    open.sort { $0.open < $1.open }
    closed += open.filter(isClosed).map {
      Played.Window(
        span: WindowSpan(open: Instant(microseconds: $0.open), close: Instant(microseconds: $0.close)), items: $0.items)
    }
    open.removeAll(where: isClosed)
    if open.isEmpty { seen = nil }
  }

  /// Where a clock that looks at every microsecond from the first close on would first close something.
  var nextWakeUp: Instant? {
    guard let first = open.map(model.nextClose).min() else { return nil }
    if let watermark = watermark(first), open.contains(where: { model.isClosed($0, watermark) }) { return Instant(microseconds: first) }
    // The watermark advances a microsecond each microsecond: search where it is enough.
    var (tooEarly, enough) = (first, first + 10_000_000_000)
    while enough - tooEarly > 1 {
      let middle = (tooEarly + enough) / 2
      if open.contains(where: { model.isClosed($0, watermark(middle)!) }) { enough = middle } else { tooEarly = middle }
    }
    return Instant(microseconds: enough)
  }
}

/// A window with all its items.
struct ModelWindow {
  var open: Int64
  var close: Int64
  var items: [Int]
}

/// How a model cuts time.
protocol WindowModel {
  func insert(_ item: Int, time: Int64, watermark: Int64, into open: inout [ModelWindow]) -> Int
  func isClosed(_ window: ModelWindow, _ watermark: Int64) -> Bool
  func nextClose(_ window: ModelWindow) -> Int64
}

/// Tries every window number that could matter.
struct GridModel: WindowModel {
  let length: TimeSpan
  let offset: TimeSpan
  let alignTo: Instant

  func insert(_ item: Int, time: Int64, watermark: Int64, into open: inout [ModelWindow]) -> Int {
    var late = 0
    let near = (time - alignTo.microseconds) / offset.microseconds
    let reach = length.microseconds / offset.microseconds + 2
    for number in (near - reach)...(near + reach) {
      let start = alignTo.microseconds + number * offset.microseconds
      let end = start + length.microseconds
      guard start <= time, time < end else { continue }
      if end < watermark {
        late += 1
      } else if let index = open.firstIndex(where: { $0.open == start }) {
        open[index].items.append(item)
      } else {
        open.append(ModelWindow(open: start, close: end, items: [item]))
      }
    }
    return late
  }

  func isClosed(_ window: ModelWindow, _ watermark: Int64) -> Bool { window.close < watermark }
  func nextClose(_ window: ModelWindow) -> Int64 { window.close }
}

/// Joins sessions until no two are near each other.
struct SessionModel: WindowModel {
  let gap: TimeSpan

  func insert(_ item: Int, time: Int64, watermark: Int64, into open: inout [ModelWindow]) -> Int {
    guard time >= watermark else { return 1 }
    open.append(ModelWindow(open: time, close: time, items: [item]))
    while let (a, b) = nearPair(open) {
      open[a] = ModelWindow(
        open: min(open[a].open, open[b].open), close: max(open[a].close, open[b].close), items: open[a].items + open[b].items)
      open.remove(at: b)
    }
    return 0
  }

  private func nearPair(_ open: [ModelWindow]) -> (Int, Int)? {
    for a in open.indices {
      for b in open.indices where a < b {
        if open[a].open < open[b].close + gap.microseconds, open[b].open < open[a].close + gap.microseconds { return (a, b) }
      }
    }
    return nil
  }

  func isClosed(_ window: ModelWindow, _ watermark: Int64) -> Bool { window.close + gap.microseconds <= watermark }
  func nextClose(_ window: ModelWindow) -> Int64 { window.close + gap.microseconds }
}
