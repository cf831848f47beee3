import Foundation
import Recovery
import SourceFacts

/// Kills the two sides of a flow at random moments, lets them resume, and compares where they end.
///
/// Files must hold each line exactly once; printed lines must come at least once, because what has been printed cannot be taken back.
struct CrashTrial {
  /// The old program and the rewritten one, with their eras.
  let sides: [(program: String, era: Era)]
  let copy: WorkingCopy
  let settings: ProofSettings
  let crash: CrashSettings
  let workers: Int

  func run() throws -> CrashVerdict {
    var random = SeededRandom(crash.seed)
    var ends: [SideEnd] = []
    for (index, side) in sides.enumerated() {
      let name = index == 0 ? "old" : "rewritten"
      do { ends.append(try end(of: side, crash.kills, random: &random)) } catch let problem as CrashProblem {
        if index == 1, !problem.isOurs, let excuse = try excuse(&random) { return excuse }
        let kind: FlowVerdict.Kind = index == 0 || problem.isOurs ? .notComparable : .differs
        return CrashVerdict(kind, reason: "the \(name) flow \(problem.words)", difference: problem.difference)
      }
    }
    let (kills, resumed, repeated) = (ends.map(\.kills), ends.map(\.resumed), ends.map(\.repeated))
    if let difference = OutputComparison(before: ends[0].calm, after: ends[1].calm).difference() {
      return CrashVerdict(
        .differs, kills: kills, resumed: resumed, repeated: repeated, reason: "with a store, even when nothing is killed",
        difference: difference)
    }
    guard kills.allSatisfy({ $0 > 0 }) else {
      return CrashVerdict(
        .notComparable, kills: kills, resumed: resumed, repeated: repeated,
        reason: "it ends before it can be killed; give it more input")
    }
    if let side = resumed.firstIndex(of: 0) {
      return CrashVerdict(
        .notComparable, kills: kills, resumed: resumed, repeated: repeated,
        reason:
          "no kill met the \(side == 0 ? "old" : "rewritten") flow midway, with state to resume from and output still to come; "
          + "give it more input, or more --kills")
    }
    return CrashVerdict(.same, kills: kills, resumed: resumed, repeated: repeated)
  }

  /// What the old flow does when it is killed at more moments, in case it was only lucky before; nil when it stands that, too.
  private func excuse(_ random: inout SeededRandom) throws -> CrashVerdict? {
    do {
      _ = try end(of: sides[0], 3 * crash.kills, random: &random)
      return nil
    } catch let problem as CrashProblem {
      return CrashVerdict(.notComparable, reason: "the old flow \(problem.words)", difference: problem.difference)
    }
  }

  /// How one side came through.
  private struct SideEnd {
    let calm: FlowOutput
    var kills = 0
    var resumed = 0
    var repeated = 0
  }

  /// Why a side proves nothing, or the wrong thing.
  private struct CrashProblem: Error {
    let words: String
    var difference: OutputDifference?
    /// Whether it is not the rewriting that is to blame.
    var isOurs = false
  }

  private func end(of side: (program: String, era: Era), _ kills: Int, random: inout SeededRandom) throws -> SideEnd {
    let calm = try calmRun(side)
    var end = SideEnd(calm: calm.output)
    var rounds = 0
    // A short flow ends soon after a kill or two, so it is begun anew until it has been killed often enough, and once where it counts.
    while end.kills < kills || end.resumed == 0, rounds < 2 * kills {
      rounds += 1
      try round(side, calm, max(kills, end.kills + (end.resumed == 0 ? 1 : 0)), &end, &random)
    }
    return end
  }

  /// What a run without a kill gave, how long it took, and by how many bytes its store and its output grew.
  private struct CalmRun {
    let output: FlowOutput
    let duration: Duration
    let growth: Int
    /// How many bytes it printed and wrote.
    let bytes: Int
  }

  private static func bytes(_ files: [String: [UInt8]]) -> Int { files.values.reduce(0) { $0 + $1.count } }

  /// Runs a side with a store and without a kill.
  private func calmRun(_ side: (program: String, era: Era)) throws -> CalmRun {
    try inStore(side.era) { store in
      try copy.reset()
      let empty = KillMoment.size(of: store)
      let result = try limitedRun(side, store).run()
      switch result.ending {
      case .ended(0): break
      case .ended(let code): throw CrashProblem(words: "fails with a store (\(FlowTrial.message(result.errors, code)))")
      case .overTime, .killed:
        throw CrashProblem(
          words:
            "does not end within \(settings.limits.time.formatted) when it stores its state at every step; give it more with --timeout, or less input",
          isOurs: true)
      case .overSize:
        throw CrashProblem(
          words: "writes more than \(RunLimits.words(settings.limits.bytes)) with a store; give it more room with --output-limit",
          isOurs: true)
      }
      guard let report = try? StoreReport(of: [store]), !report.executions.isEmpty else {
        throw CrashProblem(words: "takes no store from outside, as it calls its entry point itself", isOurs: true)
      }
      let files = try copy.changes()
      return CalmRun(
        output: FlowOutput(printed: result.output, files: files), duration: result.duration,
        growth: max(1, KillMoment.size(of: store) - empty), bytes: result.output.count + Self.bytes(files))
    }
  }

  /// Kills a side until it has come to its end once.
  private func round(
    _ side: (program: String, era: Era), _ calm: CalmRun, _ kills: Int, _ end: inout SideEnd, _ random: inout SeededRandom
  ) throws {
    try inStore(side.era) { store in
      try copy.reset()
      var printed: [UInt8] = []
      var firstEpoch: Int?
      var left = calm.bytes
      while true {
        let isLast = end.kills >= kills
        let moment = moment(calm, store, left: left, &random)
        let result = try limitedRun(side, store).run(killing: isLast ? nil : moment)
        printed += result.output
        if result.ending == .ended(code: 0) { break }
        guard result.ending == .killed else {
          throw CrashProblem(words: "does not end after \(end.kills) kills (\(FlowTrial.message(result.errors, 1)))")
        }
        end.kills += 1
        // What the next run prints is no part of a line that the kill has torn.
        if let last = printed.last, last != UInt8(ascii: "\n") { printed.append(UInt8(ascii: "\n")) }
        if let report = try? StoreReport(of: [store]), let first = report.executions.first {
          firstEpoch = firstEpoch ?? first.resumeEpoch
          let files = try copy.changes()
          left = calm.bytes - printed.count - Self.bytes(files)
          let isMidway = calm.output.hasMore(than: FlowOutput(printed: printed, files: files))
          if isMidway, report.resumeEpoch > firstEpoch ?? 0, report.steps.contains(where: { $0.keys > 0 }) { end.resumed += 1 }
        }
      }
      end.repeated += try compare(calm.output, FlowOutput(printed: printed, files: try copy.changes()))
    }
  }

  /// One moment of four is anywhere in the time a run takes, another where its store grows, the others are while it writes what is left.
  private func moment(_ calm: CalmRun, _ store: String, left: Int, _ random: inout SeededRandom) -> KillMoment {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .after(calm.duration * Double.random(in: 0.05...1.1, using: &random))
    case 1: .storeHolds(bytes: KillMoment.size(of: store) + Int.random(in: 1...calm.growth, using: &random), store)
    default: .written(bytes: Int.random(in: 1...max(1, left), using: &random))
    }
  }

  /// Throws where the killed flow's output is not that of the calm one; gives how many printed lines came again.
  private func compare(_ calm: FlowOutput, _ killed: FlowOutput) throws -> Int {
    func files(_ output: FlowOutput) -> FlowOutput { FlowOutput(output.lines.filter { $0.key != FlowOutput.printed }) }
    if let difference = OutputComparison(before: files(calm), after: files(killed)).difference() {
      throw CrashProblem(
        words: "does not write the same when it is killed and resumed (before: calm, after: killed)", difference: difference)
    }
    let (wanted, got) = (calm.lines[FlowOutput.printed] ?? [], killed.lines[FlowOutput.printed] ?? [])
    let lost = OutputComparison.lines(wanted, without: got)
    let known = Set(wanted)
    // The last line of a killed run may be torn.
    let strange = got.filter { line in !known.contains(line) && !wanted.contains { $0.hasPrefix(line) } }
    guard lost.isEmpty, strange.isEmpty else {
      throw CrashProblem(
        words: "does not print the same when it is killed and resumed (before: calm, after: killed)",
        difference: OutputDifference(
          place: FlowOutput.printed, key: (lost.first ?? strange.first).flatMap { OutputComparison.key(of: $0) },
          before: lost.first, after: strange.first,
          onlyBefore: lost.count, onlyAfter: strange.count))
    }
    return got.count - wanted.count
  }

  private func limitedRun(_ side: (program: String, era: Era), _ store: String) -> LimitedRun {
    let recovery =
      side.era == .v0_16
      ? ["BYTEWAX_SQLITE_DIRECTORY": store, "BYTEWAX_EPOCH_INTERVAL": "0"]
      : ["BYTEWAX_RECOVERY_DIRECTORY": store, "BYTEWAX_SNAPSHOT_INTERVAL": "0", "BYTEWAX_RECOVERY_BACKUP_INTERVAL": "0"]
    return LimitedRun(
      program: side.program, arguments: settings.arguments,
      environment: ProofSettings.variables(workers: workers).merging(recovery) { $1 }, isUnbuffered: true, folder: copy.path,
      limits: settings.limits)
  }

  /// Hands out an empty store of an era and removes it afterwards.
  private func inStore<Result>(_ era: Era, _ body: (String) throws -> Result) throws -> Result {
    let store = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appendingPathComponent(
      "waxwing-store-\(UUID().uuidString)"
    ).path
    try RunningPrograms.makeFolder(store)
    defer { RunningPrograms.remove(folder: store) }
    if era != .v0_16 { try makeRecoveryPartitions(in: [store], count: workers) }
    return try body(store)
  }
}

/// Numbers that look random and are the same for equal seeds.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
