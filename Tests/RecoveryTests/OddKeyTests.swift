import Bytewax019
import Foundation
import TestSupport
import Testing

@testable import DataflowCore
@testable import Recovery

/// Keys are compared and kept by their bytes, whatever they are.
struct OddKeyTests {
  private static let keys = [
    "", " ", "a", "a\0", "a\0b", "a\0c", "\0", "line\nbreak", "\r\n", "😀👩‍👩‍👧", "é", "e\u{301}", "'; DROP TABLE snaps; --", "\u{FEFF}", "\u{2028}",
    String(repeating: "long", count: 1 << 18),
  ]
  private static let steps = ["f.s", "f.s\0t"]

  private let scratch: Scratch
  private let directory: String

  init() throws {
    scratch = try Scratch(inMemory: true)
    directory = try scratch.directory("store")
    try makeRecoveryPartitions(in: [directory], count: 3)
  }

  private func write(_ epochs: ClosedRange<Int>, keeping epochsKept: Int?) throws {
    let store = try RecoveryStore(in: [directory], workerCount: 1, retention: Retention(epochs: epochsKept), hook: nil)
    for epoch in epochs {
      let rows = Self.steps.flatMap { step in Self.keys.indices.map { Snapshot(step: step, key: Self.keys[$0], state: Array("[\"\(step)\",\($0),\(epoch)]".utf8)) } }
      try store.store(rows, epoch: epoch, worker: 0)
      try store.complete(epoch: epoch)
    }
    try store.finish()
  }

  /// The bytes of each key with its state; by the keys themselves two that only look alike would be one.
  private func states(_ step: String, in directory: String) throws -> [[UInt8]: String] {
    let store = try RecoveryStore(in: [directory], workerCount: 2, retention: Retention(epochs: 0), hook: nil)
    var found: [[UInt8]: String] = [:]
    try store.readStates(of: step) { found[Array($0.utf8)] = String(decoding: $1, as: UTF8.self) }
    return found
  }

  private func expected(_ step: String, _ epoch: Int) -> [[UInt8]: String] {
    Dictionary(uniqueKeysWithValues: Self.keys.enumerated().map { (Array($1.utf8), "[\"\(step)\",\($0),\(epoch)]") })
  }

  @Test("each key is found again", arguments: [0, nil] as [Int?])
  func found(keeping epochs: Int?) throws {
    try write(1...2, keeping: epochs)
    try write(3...5, keeping: epochs)
    for step in Self.steps { #expect(try states(step, in: directory) == expected(step, 5)) }
    let rows = try StoreReport(of: [directory]).partitions.reduce(0) { $0 + $1.rows }
    #expect(rows == Self.keys.count * Self.steps.count * (epochs == 0 ? 1 : 5))
  }

  @Test func aReportShowsEachKeyWhole() throws {
    try write(1...2, keeping: nil)
    try StoreReport.verify([directory])
    let report = try StoreReport(of: [directory], step: Self.steps[1])
    #expect(report.steps.map(\.id) == [Self.steps[1]] && report.steps.first?.keys == Self.keys.count)
    #expect(Set(report.changes.map { Array($0.key.utf8) }) == Set(Self.keys.map { Array($0.utf8) }))
    for (number, key) in Self.keys.enumerated() {
      let changes = try StoreReport(of: [directory], step: Self.steps[1], key: key).changes
      #expect(changes.map(\.state) == (1...2).map { "[\"\(Self.steps[1])\",\(number),\($0)]" }, "key \(number)")
    }
    let copy = try JSONDecoder().decode([String: [Change]].self, from: JSONEncoder().encode(["changes": report.changes]))
    #expect(copy["changes"]?.map { Array($0.key.utf8) } == report.changes.map { Array($0.key.utf8) })
  }

  private struct Change: Decodable { let key: String }

  @Test func anImportTakesEachKeyOver() throws {
    try write(1...2, keeping: 0)
    let new = try scratch.directory("new")
    let outcome = try StoreImport(stepIDs: [Self.steps[1]: "f.new"]).run(from: [directory], to: new, partitions: 2)
    #expect(outcome.keys == [Self.steps[0]: Self.keys.count, "f.new": Self.keys.count])
    #expect(try states("f.new", in: new) == expected(Self.steps[1], 2))
    #expect(try states(Self.steps[0], in: new) == expected(Self.steps[0], 2))
  }

  @Test func anImportHandsOnMoreThanItHoldsAtOnce() throws {
    let store = try RecoveryStore(in: [directory], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
    try store.store((0..<50_000).map { Snapshot(step: "f.s", key: "\($0)", state: [49]) }, epoch: 1, worker: 0)
    try store.complete(epoch: 1)
    try store.finish()
    let new = try scratch.directory("new")
    #expect(try StoreImport(stepIDs: [:]).run(from: [directory], to: new, partitions: 1).keys == ["f.s": 50_000])
    #expect(try states("f.s", in: new).count == 50_000)
  }

  @Test("a flow counts on where it was", arguments: [1, 2])
  func countsOn(workers: Int) throws {
    let entries = (1...2).flatMap { _ in Self.keys.map { TestingSource<(String, Int)>.Entry.item(($0, 1)) } + [.eof] }
    for run in 1...2 {
      let counted = TestingList<(String, Int)>()
      let flow = Dataflow("f")
      let counts = op.statefulMap("count", op.input("inp", flow, TestingSource(entries))) { (count: Int?, one: Int) in ((count ?? 0) + one, (count ?? 0) + one) }
      op.output("out", counts, TestingSink(into: counted))
      try clusterMain(flow, [], 0, epochInterval: .zero, recoveryConfig: RecoveryConfig(directory), workerCountPerProc: workers)
      #expect(counted.items.map(\.1) == Array(repeating: run, count: Self.keys.count))
    }
  }

  @Test func aLongKeyIsNamedByItsBeginning() {
    let error = StateNotReadable(key: Self.keys.last, type: "Int", cause: StopIteration())
    #expect(error.description.hasPrefix("the stored state of key 'longlong") && error.description.utf8.count < 500)
    #expect(StateNotReadable(key: "short", type: "Int", cause: StopIteration()).description.contains("'short'"))
  }
}
