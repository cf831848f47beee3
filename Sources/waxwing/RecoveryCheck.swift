import ArgumentParser
import Recovery
import ShownText

/// `waxwing recovery check`: says whether a flow could resume from a store, and what would be done again.
struct RecoveryCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether a flow could resume, from which epoch, and what would be lost.",
    discussion: """
      Looks through every page of every file. Ends with an error when a resume would. With --flow the flow's file is compiled, and its \
      statements are run as far as they build the flow, so that its steps can be compared with those of the store; no step runs.
      """)

  @Argument(help: "The directory of the store; several, separated by semicolons, when it is spread.")
  var directory: String

  @Option(
    help: ArgumentHelp(
      "The flow that is to resume: also say which steps of the store it no longer has.", valueName: "file.swift[:name]"))
  var flow: String?

  func run() throws {
    let directories = try storeDirectories(directory)
    try StoreReport.verify(directories)
    let report = try StoreReport(of: directories)
    let comparison = try flow.map { try Self.comparison(of: report, with: FlowSteps(of: $0)) }
    printShown(Self.text(report, losesNothing: comparison?.losesNothing ?? true))
    if let comparison { printShown(comparison.text) }
  }

  static func text(_ report: StoreReport, losesNothing: Bool) -> String {
    guard let last = report.executions.last else { return "nothing has run yet; a flow would begin at the beginning" }
    let keys = report.steps.reduce(0) { $0 + $1.keys }
    let state = keys == 1 ? "1 key or partition" : "\(keys) keys and partitions"
    var lines = [
      "a resume works: execution \(last.number + 1) would begin with epoch \(report.resumeEpoch), with the state of \(state)"
    ]
    if report.unfinishedRows > 0 {
      let changes = "\(counted(report.unfinishedRows, "change")) \(report.unfinishedRows == 1 ? "is" : "are") dropped"
      lines.append("epoch \(report.resumeEpoch) had been begun: \(changes), and its items are read again")
    } else if losesNothing {
      lines.append("nothing is lost")
    }
    return lines.joined(separator: "\n")
  }

  /// Which steps only the store has, and which only the flow.
  static func comparison(of report: StoreReport, with flow: FlowSteps) -> (text: String, losesNothing: Bool) {
    let stored = report.steps.filter { $0.keys > 0 }
    let forgotten = stored.filter { !flow.ids.contains($0.id) }
    var lines = forgotten.map {
      "step '\($0.id.shown)' is no longer in the flow: its \(counted($0.keys, "key")) would not be used; if it only has another id now, and its state the same form, carry it over with waxwing recovery import"
    }
    let known = Set(stored.map(\.id))
    lines += flow.ids.filter { !known.contains($0) }.map {
      "step '\($0.shown)' of the flow has no rows in the store, and begins anew"
    }
    if lines.isEmpty { lines = ["the flow has every step of the store, and the store every step of the flow"] }
    return (lines.joined(separator: "\n"), forgotten.isEmpty)
  }
}
