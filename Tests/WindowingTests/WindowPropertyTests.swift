import DataflowCore
import Foundation
import TestSupport
import Testing

@testable import Windowing

/// Counts how often each item came; commutative, and shows every item lost, doubled or misplaced.
private struct BagFold: InvertibleWindowFold {
  func begin(_ value: Int, at time: Instant) -> [Int: Int] { [value: 1] }
  func fold(_ value: Int, at time: Instant, into bag: inout [Int: Int]) { bag[value, default: 0] += 1 }
  func merge(_ later: consuming [Int: Int], into earlier: inout [Int: Int]) { earlier.merge(later, uniquingKeysWith: +) }
  var empty: [Int: Int] { [:] }
  func unmerge(_ part: consuming [Int: Int], from merged: inout [Int: Int]) {
    for (item, count) in part { merged[item] = merged[item]! == count ? nil : merged[item]! - count }
  }
}

/// Items in order of arrival, for the plain windowers.
private struct ListFold: MergeableWindowFold {
  func begin(_ value: Int, at time: Instant) -> [Int] { [value] }
  func fold(_ value: Int, at time: Instant, into list: inout [Int]) { list.append(value) }
  func merge(_ later: consuming [Int], into earlier: inout [Int]) { earlier.append(contentsOf: later) }
}

/// Each test tries a few hundred random runs and prints the seed of one that fails.
@Suite struct WindowPropertyTests {
  static let seeds: [UInt64] = Array(1...10)

  @Test(arguments: seeds) func tumblingWindowsAreThoseOfTheModel(seed: UInt64) throws {
    try forEachRun(seed) { run in
      let windower = try TumblingWindower(length: run.length, alignTo: run.alignTo, fold: ListFold())
      let model = GridModel(length: run.length, offset: run.length, alignTo: run.alignTo)
      let expected = run.played(by: ModelKey(model, wait: run.wait, system: run.usesSystemClock))
      #expect(try run.played(by: windower, resuming: false) == expected, "\(run)")
      #expect(try run.played(by: windower, resuming: true) == expected, "resumed: \(run)")
    }
  }

  @Test(arguments: seeds) func slidingWindowsAreThoseOfTheModel(seed: UInt64) throws {
    try forEachRun(seed) { run in
      let windower = try SlidingWindower(length: run.length, offset: run.offset, alignTo: run.alignTo, fold: ListFold())
      let model = GridModel(length: run.length, offset: run.offset, alignTo: run.alignTo)
      let expected = run.played(by: ModelKey(model, wait: run.wait, system: run.usesSystemClock))
      #expect(try run.played(by: windower, resuming: false) == expected, "\(run)")
      #expect(try run.played(by: windower, resuming: true) == expected, "resumed: \(run)")
    }
  }

  @Test(arguments: seeds) func panedWindowsAreThePlainOnes(seed: UInt64) throws {
    try forEachRun(seed) { run in
      let plain = try SlidingWindower(length: run.length, offset: run.offset, alignTo: run.alignTo, fold: BagFold())
      let paned = try PanedWindower(length: run.length, offset: run.offset, alignTo: run.alignTo, fold: BagFold())
      let expected = try run.played(by: plain, resuming: false)
      #expect(try run.played(by: paned, resuming: false) == expected, "\(run)")
      #expect(try run.played(by: paned, resuming: true) == expected, "resumed: \(run)")
    }
  }

  @Test(arguments: seeds) func sessionsAreThoseOfTheModel(seed: UInt64) throws {
    try forEachRun(seed) { run in
      let windower = try SessionWindower(gap: run.length, fold: BagFold())
      let model = SessionModel(gap: run.length)
      let expected = run.played(by: ModelKey(model, wait: run.wait, system: run.usesSystemClock))
      #expect(try run.played(by: windower, resuming: false).sortedItems == expected.sortedItems, "\(run)")
      #expect(try run.played(by: windower, resuming: true).sortedItems == expected.sortedItems, "resumed: \(run)")
      let replaying = try SessionWindower(gap: run.length, fold: ReplayingFold(BagFold()))
      #expect(try run.played(by: replaying, resuming: true).sortedItems == expected.sortedItems, "replaying: \(run)")
    }
  }

  @Test(arguments: seeds) func sessionsAreTheConnectedComponentsIfNothingIsLate(seed: UInt64) throws {
    try forEachRun(seed) { run in
      var run = run
      run.usesSystemClock = false
      run.wait = span(1_000_000)
      var components: [[Int]] = []
      var last: Instant?
      for (index, item) in run.items.enumerated().sorted(by: { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }) {
        if let last, item.time < last + run.length { components[components.count - 1].append(index) } else { components.append([index]) }
        last = item.time
      }
      let windower = try SessionWindower(gap: run.length, fold: ListFold())
      let sessions = try run.played(by: windower, resuming: true)
      #expect(sessions.windows.map { $0.items.sorted() } == components.map { $0.sorted() }, "\(run)")
      #expect(sessions.late == 0)
    }
  }

  private func forEachRun(_ seed: UInt64, _ body: (RandomRun) throws -> Void) throws {
    var random = SeededRandom(seed)
    for _ in 0..<25 { try body(RandomRun(using: &random)) }
  }
}
