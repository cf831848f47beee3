import ArgumentParser
import Recovery

/// `waxwing recovery check`: says whether a flow could resume from a store, and what would be done again.
struct RecoveryCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether a flow could resume, from which epoch, and what would be lost.",
    discussion: "Looks through every page of every file. Ends with an error when a resume would.")

  @Argument(help: "The directory of the store; several, separated by semicolons, when it is spread.")
  var directory: String

  func run() throws {
    let directories = try storeDirectories(directory)
    try StoreReport.verify(directories)
    print(Self.text(try StoreReport(of: directories)))
  }

  static func text(_ report: StoreReport) -> String {
    guard let last = report.executions.last else { return "nothing has run yet; a flow would begin at the beginning" }
    let keys = report.steps.reduce(0) { $0 + $1.keys }
    var lines = ["a resume works: execution \(last.number + 1) would begin with epoch \(report.resumeEpoch), with the state of \(keys) keys and partitions"]
    if report.unfinishedRows > 0 {
      lines.append("epoch \(report.resumeEpoch) had been begun: \(report.unfinishedRows) changes are dropped, and its items are read again")
    } else {
      lines.append("nothing is lost")
    }
    return lines.joined(separator: "\n")
  }
}
