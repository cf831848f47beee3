import ArgumentParser
import Foundation
import Recovery
import ShownText

/// `waxwing recovery inspect`: prints what stands in a store.
struct RecoveryInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Print executions, epochs, steps, keys and sizes of a store.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "The directory of the store; several, separated by semicolons, when it is spread.")
  var directory: String

  @Option(help: "Print every change of this key.")
  var key: String?

  @Option(help: "Only this step; prints every change of its keys.")
  var step: String?

  @Option(help: "text or json.")
  var format = Format.text

  func run() throws {
    let report = try StoreReport(of: storeDirectories(directory), step: step, key: key)
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(report), as: UTF8.self).shownJSON)
    case .text: printShown(Self.text(report))
    }
  }

  static func text(_ report: StoreReport) -> String {
    var lines = ["resumes from epoch \(report.resumeEpoch)", "states are \(report.encoding)"]
    for file in report.partitions {
      let history = file.commitEpoch.map { ", history from epoch \($0) on" } ?? ""
      lines.append(
        "partition \(file.index): \(file.path), \(counted(file.rows, "row")), \(counted(file.bytes, "byte"))\(history)")
    }
    for run in report.executions {
      lines.append("execution \(run.number): \(counted(run.workers, "worker")), epochs \(run.resumeEpoch) up to \(run.frontier)")
    }
    for step in report.steps {
      lines.append(
        "step \(step.id.shown): \(counted(step.keys, "key")), \(counted(step.rows, "row")) of epochs \(step.firstEpoch) to \(step.lastEpoch), \(counted(step.bytes, "byte")) of state"
      )
    }
    for change in report.changes {
      lines.append("\(change.step.shown) '\(change.key.shown)' epoch \(change.epoch): \(change.state?.shown ?? "discarded")")
    }
    return lines.joined(separator: "\n")
  }
}
