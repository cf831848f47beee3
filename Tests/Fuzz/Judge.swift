import DeploymentFiles
import Foundation
import MigrationReport
import Rewriting
import RuleBook
import SourceFacts
import TestSupport
import TreeMigration
import Yams

/// Does with an input what the command does with a file, and says what should not have come of it.
///
/// `@unchecked Sendable`: a job has one, which its only working thread uses.
final class Judge: @unchecked Sendable {
  private let book: RuleBook
  private let trees: TreeMigration
  private let deployments: DeploymentRewriter
  private let folders = DamagedFolders()

  init() throws {
    book = try packageRules
    trees = TreeMigration(book: book, options: .init(work: OrderedWork(threads: 1)))
    deployments = DeploymentRewriter(
      DeploymentContext(book: book, flows: [.init(path: "flow.swift", from: .v0_16, reached: .v0_19)], programs: ["flow"]))
  }

  /// What is wrong; nil when nothing is. `number` says which of the dearer checks are made.
  func complaint(about input: FuzzInput, _ number: Int) throws -> String? {
    switch input.kind {
    case .flow:
      let outcome = try trees.rewrite(path: input.kind.fileName, bytes: input.bytes)
      return try complaint(about: outcome) ?? (number.isMultiple(of: 5) ? report(outcome, number / 5) : nil)
    case .settings:
      _ = try? MigrationSettings(yaml: String(decoding: input.bytes, as: UTF8.self), file: input.kind.fileName)
      return nil
    case .journal: return try folders.journal(input.bytes)
    case .store: return try folders.store(input.bytes)
    default:
      guard let kind = DeploymentKind(path: input.kind.fileName) else { return "the kind of file is not known" }
      let outcome = deployments.rewrite(path: input.kind.fileName, bytes: input.bytes, kind: kind)
      return try complaint(about: outcome) ?? (number.isMultiple(of: 5) ? report(outcome, number / 5) : nil)
    }
  }

  private func complaint(about outcome: FileOutcome) -> String? {
    guard outcome.isChanged else { return nil }
    let (before, after) = (outcome.before, outcome.after)
    if outcome.text(making: outcome.textEdits) != after { return "the edits one by one do not give the new text" }
    if undone(EditStreamFile(outcome), after) != before { return "the edits taken back do not give the old text" }
    if outcome.path.hasSuffix(".swift"), parses(before), !parses(after) { return "the new text does not parse" }
    if outcome.path.hasSuffix(".yaml"), isYAML(before), !isYAML(after) { return "the new text is no YAML" }
    return nil
  }

  private func undone(_ file: EditStreamFile, _ after: [UInt8]) -> [UInt8] {
    var text = after
    for edit in file.edits.sorted(by: { $0.inverse.start.utf8 > $1.inverse.start.utf8 }) {
      text.replaceSubrange(edit.inverse.start.utf8..<edit.inverse.end.utf8, with: edit.inverse.text.utf8)
    }
    return text
  }

  private func parses(_ bytes: [UInt8]) -> Bool {
    let mark = bytes.starts(with: ParsedFile.byteOrderMark) ? ParsedFile.byteOrderMark.count : 0
    let file = try? ParsedFile(path: "flow.swift", bytes: Array(bytes.dropFirst(mark)))
    return file.map { (try? $0.checkSyntax()) != nil } ?? false
  }

  private func isYAML(_ bytes: [UInt8]) -> Bool { (try? Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))) != nil }

  /// Makes a report in one of its forms, as a command does: each in its turn.
  private func report(_ outcome: FileOutcome, _ number: Int) throws -> String? {
    var report = MigrationReport(book: book, detail: .all)
    report.add(ReportPart(outcome, book: book, detail: .all))
    func complaint(json: String) -> String? {
      (try? JSONSerialization.jsonObject(with: Data(json.utf8))) == nil ? "the report is no JSON" : nil
    }
    switch number % Self.reports {
    case 0: _ = report.text()
    case 1: _ = report.lines()
    case 2: _ = report.markdown()
    case 3: _ = report.github()
    case 4: _ = report.csv
    case 5: return complaint(json: try report.json())
    case 6: return complaint(json: try report.sarif())
    default: return try report.html().isEmpty ? "the report is empty" : nil
    }
    return nil
  }

  /// How many forms a report has.
  static let reports = 8
}
