import DataflowCore
import TestSupport
import Testing

@testable import Recovery

private func row(_ key: String, _ state: String?) -> Snapshot {
  Snapshot(step: "f.s", key: key, state: state.map { Array($0.utf8) })
}

struct LayoutTests {
  let scratch: Scratch
  let directory: String
  var file: String { "\(directory)/part-0.sqlite3" }

  init() throws {
    scratch = try Scratch(inMemory: true)
    directory = try scratch.directory("store")
    try makeRecoveryPartitions(in: [directory], count: 1)
  }

  private func execute(_ epochs: [[Snapshot]], keeping epochsKept: Int? = 0, limit: Int = 0) throws {
    let store = try RecoveryStore(in: [directory], workerCount: 1, retention: Retention(epochs: epochsKept), limit: limit, hook: nil)
    for (offset, rows) in epochs.enumerated() {
      try store.store(rows, epoch: store.resumeEpoch + offset, worker: 0)
      try store.complete(epoch: store.resumeEpoch + offset)
    }
    try store.finish()
  }

  @Test func theTablesAreThoseOfBytewax() throws {
    #expect(try sql(file, "PRAGMA user_version") == ["5"])
    #expect(try sql(file, "PRAGMA journal_mode") == ["wal"])
    #expect(try sql(file, "SELECT name || strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' ORDER BY name")
      == ["commits1", "exs1", "fronts1", "parts1", "snaps1"])
    let columns = try sql(file, "SELECT m.name, group_concat(c.name || iif(c.pk, '*', '')) FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' GROUP BY 1")
    #expect(columns == [
      "commits|created_at,part_index*,commit_epoch", "exs|created_at,ex_num*,worker_count,resume_epoch",
      "fronts|created_at,ex_num*,worker_index*,worker_frontier", "parts|created_at,part_index*,part_count",
      "snaps|created_at,step_id*,state_key*,snap_epoch*,ser_change",
    ])
    #expect(try sql(file, "SELECT part_index, part_count FROM parts") == ["0|1"])
  }

  @Test func aFinishedExecutionLeavesItsRows() throws {
    try execute([[row("a", "1")], [row("b", "2")], []], keeping: 100)
    #expect(try sql(file, "SELECT ex_num, worker_count, resume_epoch FROM exs") == ["0|1|1"])
    #expect(try sql(file, "SELECT ex_num, worker_index, worker_frontier FROM fronts") == ["0|0|4"])
    #expect(try sql(file, "SELECT step_id, state_key, snap_epoch, ser_change FROM snaps") == ["f.s|a|1|1", "f.s|b|2|2"])
    #expect(try sql(file, "SELECT commit_epoch FROM commits") == [])
  }

  @Test func withoutABackupIntervalOneRowAKeyIsLeft() throws {
    try execute([[row("a", "1"), row("b", "1")], [row("a", "2")], [row("a", "3"), row("c", "3")], [row("c", nil)]])
    #expect(try sql(file, "SELECT state_key, snap_epoch, ser_change FROM snaps ORDER BY 1") == ["a|3|3", "b|1|1"])
    #expect(try sql(file, "SELECT commit_epoch FROM commits") == ["5"])
  }

  @Test func aStepThatComesLaterLeavesTheRowsOfOthersAlone() throws {
    let steps = [["m"], ["m"], ["z", "m"], ["b", "m"], ["m", "z"], ["b"], ["m"]]
    try execute(steps.enumerated().map { epoch, steps in
      steps.flatMap { step in ["k", "l"].map { Snapshot(step: step, key: $0, state: Array("\(step)\(epoch + 1)".utf8)) } }
    })
    #expect(try sql(file, "SELECT step_id, state_key, snap_epoch, ser_change FROM snaps")
      == ["b|k|6|b6", "b|l|6|b6", "m|k|7|m7", "m|l|7|m7", "z|k|5|z5", "z|l|5|z5"])
  }

  @Test func historyInsideTheBackupIntervalStays() throws {
    // Frontier 7, two epochs kept: a resume from epoch 5 or later must find everything.
    try execute((1...6).map { [row("a", "\($0)"), row($0 == 1 ? "old" : "b", $0 == 4 ? nil : "\($0)")] }, keeping: 2)
    #expect(try sql(file, "SELECT state_key, snap_epoch FROM snaps ORDER BY 1, 2") == ["a|4", "a|5", "a|6", "b|5", "b|6", "old|1"])
    #expect(try sql(file, "SELECT commit_epoch FROM commits") == ["5"])
  }

  @Test func everythingStaysWhileTheBackupIntervalLasts() throws {
    try execute((1...20).map { [row("a", "\($0)")] }, keeping: nil, limit: 1 << 20)
    #expect(try sql(file, "SELECT count(*) FROM snaps") == ["20"])
  }

  @Test func manyShortLivedKeysAreSweptAway() throws {
    let epochs = (0..<40).map { epoch in
      (0..<2000).map { row("k\(epoch)-\($0)", "1") } + (epoch == 0 ? [] : (0..<2000).map { row("k\(epoch - 1)-\($0)", nil) })
    }
    let store = try RecoveryStore(in: [directory], workerCount: 1, retention: Retention(epochs: 0), limit: 0, hook: nil)
    for (offset, rows) in epochs.enumerated() {
      try store.store(rows, epoch: 1 + offset, worker: 0)
      try store.complete(epoch: 1 + offset)
    }
    // Of 158,000 rows most are gone before the end.
    try store.store([], epoch: 41, worker: 0)
    #expect(try Int(sql(file, "SELECT count(*) FROM snaps")[0]) ?? .max < 110_000)
    try store.complete(epoch: 41)
    try store.finish()
    #expect(try sql(file, "SELECT count(*) FROM snaps") == ["2000"])
  }

  @Test("commit epoch = frontier − ⌈backup interval / epoch interval⌉", arguments: [
    (0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (86_400, 10, 8640), (0, 0, 0),
  ])
  func retention(backup: Int64, epoch: Int64, epochs: Int) {
    let second = 1_000_000 as Int64
    let retention = Retention(
      backupInterval: TimeSpan(microseconds: backup * second), epochInterval: TimeSpan(microseconds: epoch * second))
    #expect(retention.commitEpoch(frontier: 10_000) == 10_000 - epochs)
  }

  @Test func aWorkerWithoutAFrontCountsWithTheResumeEpoch() {
    let executions = [Execution(number: 0, workerCount: 1, resumeEpoch: 1), Execution(number: 1, workerCount: 3, resumeEpoch: 7)]
    let early = Front(execution: 0, worker: 2, epoch: 3)
    func resume(_ fronts: [Front]) -> Int { ResumePoint(executions: executions, fronts: fronts + [early], firstEpoch: 1).resumeEpoch }
    #expect(resume([]) == 7)
    #expect(resume([Front(execution: 1, worker: 0, epoch: 9), Front(execution: 1, worker: 1, epoch: 8)]) == 7)
    #expect(resume((0..<3).map { Front(execution: 1, worker: $0, epoch: 9 + $0) }) == 9)
    #expect(ResumePoint(executions: [], fronts: [], firstEpoch: 0) == ResumePoint(executions: [], fronts: [], firstEpoch: 0))
  }
}
