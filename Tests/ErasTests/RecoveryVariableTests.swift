import Foundation
import Recovery
import TestSupport
import Testing

/// The variables of the environment that ask for recovery, in each era's own spelling; flags come before them.
@Suite(.serialized) struct RecoveryVariableTests {
  /// What an era calls its settings.
  struct Names: CustomTestStringConvertible, Sendable {
    let era: String
    let directory, interval: String
    let backup: String?
    let directoryFlag, intervalFlag: String
    var testDescription: String { era }

    static let all = ["0.16", "0.17", "0.18", "0.19"].map { era in
      era == "0.16"
        ? Names(
          era: era, directory: "BYTEWAX_SQLITE_DIRECTORY", interval: "BYTEWAX_EPOCH_INTERVAL", backup: nil,
          directoryFlag: "--sqlite-directory", intervalFlag: "--epoch-interval")
        : Names(
          era: era, directory: "BYTEWAX_RECOVERY_DIRECTORY", interval: "BYTEWAX_SNAPSHOT_INTERVAL",
          backup: "BYTEWAX_RECOVERY_BACKUP_INTERVAL", directoryFlag: "-r", intervalFlag: "-s")
    }

    /// All of them set, to a store that is called `store` and epochs of each poll.
    var variables: [String: String] {
      [directory: "store", interval: "0"].merging(backup.map { [$0: "0"] } ?? [:]) { $1 }
    }
  }

  @Test("a flow asked by variables alone crashes and resumes", arguments: Names.all)
  func variables(names: Names) throws {
    let patient = try Patient()
    try patient.makeStore(names.era)
    let crash = try patient.run(names.era, "files", [], names.variables.merging(["CRASH_AT": "plutonian"]) { $1 })
    #expect(crash.status == 1 && crash.errors.contains("PowerFailure"), "\(crash.errors)")
    let report = try StoreReport(of: [patient.store()])
    #expect(report.resumeEpoch > 5, "polls are epochs")
    #expect(try patient.run(names.era, "files", [], names.variables).status == 0)
    #expect(try StoreReport(of: [patient.store()]).executions.map(\.resumeEpoch).last == report.resumeEpoch)
    #expect(try patient.lines() == calmLines(names.era, "files"))
  }

  @Test("flags come before variables, whatever these say", arguments: Names.all)
  func flags(names: Names) throws {
    let patient = try Patient()
    try patient.makeStore(names.era)
    let wrong = names.variables.mapValues { _ in "no such thing" }.merging(["BYTEWAX_WORKERS_PER_PROCESS": "many"]) { $1 }
    let flags = [names.directoryFlag, "store", names.intervalFlag, "0", "-w", "2"] + (names.backup == nil ? [] : ["-b", "0"])
    let result = try patient.run(names.era, "files", flags, wrong)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try StoreReport(of: [patient.store()]).executions.map(\.workers) == [2])
  }

  @Test("a value that is no number ends the flow with one line", arguments: Names.all, ["ten", "1.5", "10s", "99999999999999999999"])
  func wrongNumber(names: Names, value: String) throws {
    let patient = try Patient()
    try patient.makeStore(names.era)
    for variable in [names.interval, names.backup, "BYTEWAX_WORKERS_PER_PROCESS"].compactMap(\.self) {
      let result = try patient.run(names.era, "files", [], names.variables.merging([variable: value]) { $1 })
      #expect(result.status == 1 && result.errors == "error: environment variable \(variable) is '\(value)'; set it to a whole number\n")
    }
    #expect(try patient.lines() == [:])
  }

  @Test("an interval below zero is refused, and one beyond all bounds is as good as for ever", arguments: Names.all)
  func extremes(names: Names) throws {
    let patient = try Patient()
    try patient.makeStore(names.era)
    let negative = try patient.run(names.era, "files", [], names.variables.merging([names.interval: "-1"]) { $1 })
    #expect(negative.status == 1 && negative.errors == "error: the epoch interval is negative; give zero or more seconds\n", "\(negative.errors)")
    if let backup = names.backup {
      let negative = try patient.run(names.era, "files", [], names.variables.merging([backup: "-1"]) { $1 })
      #expect(negative.status == 1 && negative.errors == "error: the backup interval is negative; give zero or more seconds\n", "\(negative.errors)")
    }
    let endless = Dictionary(uniqueKeysWithValues: [names.interval, names.backup].compactMap(\.self).map { ($0, "\(Int.max)") })
    let result = try patient.run(names.era, "files", [], names.variables.merging(endless) { $1 })
    #expect(result.status == 0, "\(result.errors)")
    #expect(try patient.lines() == calmLines(names.era, "files"))
  }

  @Test("a directory that is not there, and none at all", arguments: Names.all)
  func missingDirectory(names: Names) throws {
    let patient = try Patient()
    let result = try patient.run(names.era, "files", [], names.variables)
    #expect(result.status == 1 && result.errors == "error: recovery store 'store': the directory is not there or cannot be read; make it first\n", "\(result.errors)")
    // An empty variable counts as none.
    #expect(try patient.run(names.era, "files", [], names.variables.merging([names.directory: ""]) { $1 }).status == 0)
  }

  @Test("0.18 and 0.19 want both intervals, from wherever", arguments: ["0.18", "0.19"])
  func bothIntervals(era: String) throws {
    let patient = try Patient()
    try patient.makeStore(era)
    let alone = try patient.run(era, "files", [], ["BYTEWAX_RECOVERY_DIRECTORY": "store", "BYTEWAX_SNAPSHOT_INTERVAL": "0"])
    #expect(alone.status == 64 && alone.errors.contains("both -s and -b must be given"), "\(alone.errors)")
    let mixed = try patient.run(era, "files", ["-b", "0"], ["BYTEWAX_RECOVERY_DIRECTORY": "store", "BYTEWAX_SNAPSHOT_INTERVAL": "0"])
    #expect(mixed.status == 0, "\(mixed.errors)")
    #expect(try StoreReport(of: [patient.store()]).partitions.allSatisfy { $0.commitEpoch != nil })
  }
}
