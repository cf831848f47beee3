import DataflowCore
import Foundation
import TestSupport
import Testing

@testable import Recovery

struct ImportTests {
  let scratch: Scratch
  let old: String
  let new: String

  init() throws {
    scratch = try Scratch(inMemory: true)
    old = try scratch.directory("old")
    new = try scratch.directory("new")
    try makeRecoveryPartitions(in: [old], count: 2)
    let store = try RecoveryStore(in: [old], workerCount: 2, retention: Retention(epochs: nil), hook: nil)
    for epoch in 1...4 {
      let rows = (0..<9).map { Snapshot(step: "f.count.unary", key: "k\($0)", state: $0 == epoch ? nil : Array("\(epoch)".utf8)) }
      try store.store(rows + [Snapshot(step: "f.inp", key: "iterable", state: Array("\(epoch)".utf8))], epoch: epoch, worker: 0)
      if epoch < 4 { try store.complete(epoch: epoch) }
    }
    try store.finish()
  }

  private func states(_ step: String) throws -> [String: String] {
    let store = try RecoveryStore(in: [new], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
    #expect(store.resumeEpoch == 4)
    return try store.texts(of: step)
  }

  @Test func statesGoOverUnderTheirNewIDs() throws {
    let outcome = try StoreImport(stepIDs: ["f.count.unary": "f.count.stateful_flat_map.unary"]).run(from: [old], to: new, partitions: 5)
    #expect(outcome.resumeEpoch == 4)
    #expect(outcome.keys == ["f.count.stateful_flat_map.unary": 8, "f.inp": 1])
    #expect(try states("f.count.stateful_flat_map.unary") == Dictionary(uniqueKeysWithValues: (0..<9).filter { $0 != 3 }.map { ("k\($0)", "3") }))
    #expect(try states("f.inp") == ["iterable": "3"])
    #expect(try states("f.count.unary") == [:])
  }

  @Test func aStepWithoutRowsIsNoErrorButIsNamed() throws {
    let outcome = try StoreImport(stepIDs: ["f.cuont": "x"], renamings: ["f.out": { $0 }]).run(from: [old], to: new, partitions: 1)
    #expect(outcome.absent == ["f.cuont", "f.out"])
    #expect(outcome.keys == ["f.count.unary": 8, "f.inp": 1])
  }

  @Test func onlyStepsWithAStateAreForgottenByAFlow() throws {
    let store = try RecoveryStore(in: [old], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
    try store.store((0..<9).map { Snapshot(step: "f.count.unary", key: "k\($0)", state: nil) }, epoch: 4, worker: 0)
    try store.complete(epoch: 4)
    try store.finish()
    let next = try RecoveryStore(in: [old], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
    #expect(try next.steps(besides: []) == ["f.inp"])
    #expect(try next.steps(besides: ["f.inp", "f.other"]) == [])
    try next.finish()
  }

  @Test func twoStepsDoNotBecomeOne() throws {
    #expect(throws: RecoveryError.self) { try StoreImport(stepIDs: ["f.count.unary": "f.inp"]).run(from: [old], to: new, partitions: 1) }
  }

  @Test func nothingIsLeftOfAnImportThatFails() throws {
    struct NoSuchFile: Error {}
    let failing = StoreImport(stepIDs: [:], renamings: ["f.inp": { _ in throw NoSuchFile() }])
    #expect(throws: NoSuchFile.self) { try failing.run(from: [old], to: new, partitions: 2) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: new) == [])
    #expect(try StoreImport(stepIDs: [:]).run(from: [old], to: new, partitions: 2).resumeEpoch == 4)
  }

  @Test func stepsMaySwapTheirIDs() throws {
    _ = try StoreImport(stepIDs: ["f.count.unary": "f.inp", "f.inp": "f.count.unary"]).run(from: [old], to: new, partitions: 1)
    #expect(try states("f.count.unary") == ["iterable": "3"])
  }

  @Test func aReportCountsWhatAResumeWouldFind() throws {
    let report = try StoreReport(of: [old], key: "k2")
    #expect(report.resumeEpoch == 4)
    #expect(report.partitions.map(\.rows).reduce(0, +) == 30)
    #expect(report.executions.map { [$0.number, $0.workers, $0.resumeEpoch, $0.frontier] } == [[0, 2, 1, 4]])
    #expect(report.steps.map { [$0.keys, $0.rows, $0.firstEpoch, $0.lastEpoch] } == [[8, 27, 1, 3], [1, 3, 1, 3]])
    #expect(report.changes.map(\.state) == ["1", nil, "3"])
    #expect(report.unfinishedRows == 0)
    try StoreReport.verify([old])
  }
}
