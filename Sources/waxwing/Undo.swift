import ArgumentParser
import FlowCompiler
import FlowProof
import Foundation
import Rewriting
import RuleBook
import ShownText
import SourceFacts
import SourceWrites

/// `waxwing undo`: takes the last migration back, or what one rule changed in it.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes back what the last 'waxwing migrate --write' in this folder wrote, or one rule's part of it.",
    discussion: """
      Nothing is taken back when one of the files has been edited since, and no single rule's changes when others depend on them: \
      when both changed the same place, or the rest would no longer be of one era, not compile, or not start the flows. Without a rule it also goes \
      back from a migration that was interrupted; 'waxwing migrate --resume' goes on instead.

      Exit codes: 0 taken back; 1 not.
      """)

  @Argument(help: "Take back only what this rule changed.")
  var rule: String?

  @Flag(name: .customLong("no-compile-check"), help: "Take a rule back without asking the compiler.")
  var skipsCompiler = false

  @Flag(help: "Trust whoever made these files, as 'waxwing migrate --trust' does.")
  var trust = false

  func run() throws {
    guard let rule else { return try Self.back() }
    try Self.telling { journal in
      let changes = try journal.withoutChanges(of: rule)
      try check(changes, without: rule)
      try journal.revise(changes)
      return "took back '\(rule)' in \(changes.count) file\(changes.count == 1 ? "" : "s"); 'waxwing undo' takes back the rest"
    }
  }

  /// Gives every file of the last migration its old text.
  static func back() throws {
    try telling { journal in
      let count = try journal.undo()
      guard count > 0 else { return "no file had been written; what an interrupted migration had left beside them was removed" }
      return "took back \(count) file\(count == 1 ? "" : "s")"
    }
  }

  /// Finishes a migration that was interrupted.
  static func resume() throws {
    try telling { journal in
      let count = try journal.resume()
      guard count > 0 else {
        return
          "no file had been written, so there is nothing to go on with; what was left beside files was removed, run the migration again"
      }
      return "wrote all \(count) file\(count == 1 ? "" : "s"); 'waxwing undo' takes it back"
    }
  }

  /// Throws exit code 1, after saying why, when a file would be of no era, or not compile, without a rule's changes.
  private func check(_ changes: [TextReplacement], without rule: String) throws {
    func era(_ bytes: [UInt8]) -> DetectedEra { EraDetection.detect(source: String(decoding: bytes, as: UTF8.self)) }
    var outcomes: [FileOutcome] = []
    var reasons: [String] = []
    // What a metric is called is nothing that a flow is started with.
    for change in changes where !change.path.hasSuffix(".swift") && rule != "metric-names-prefixed" {
      reasons.append("\(change.path.shownPath): what starts flows of the newer era needs this to start them")
    }
    for change in changes where change.path.hasSuffix(".swift") {
      let new = era(change.after)
      if let (one, other) = new.conflict {
        reasons.append("\(change.path): line \(one.place.line): \(one.reason); line \(other.place.line): \(other.reason)")
      }
      outcomes.append(FileOutcome(path: change.path, before: change.before, era(change.before).era, after: change.after, new.era))
    }
    if reasons.isEmpty, !skipsCompiler, let engine = try? Engine.locate(), let toolchain = try? Toolchain.locate() {
      let check = CompileCheck(
        compiler: FlowCompiler(engine: engine, toolchain: toolchain), book: try .installed(), isTrusted: trust)
      for finding in check.checked(outcomes).flatMap(\.findings) where finding.action == .left {
        reasons.append("\(finding.file):\(finding.line):\(finding.column): \(finding.message)")
      }
    }
    guard !reasons.isEmpty else { return }
    printError(
      "error: other changes depend on those of '\(rule)'; nothing was changed, take everything back with 'waxwing undo' or edit by hand"
    )
    for reason in reasons { printError(reason) }
    throw ExitCode(1)
  }

  private static func telling(_ work: (WriteJournal) throws -> String) throws {
    let journal = WriteJournal.ofThisFolder(finisher: FinishWrites.words)
    defer { for remark in journal.remarks { printError("warning: \(remark)") } }
    do {
      printError(try work(journal))
    } catch let error as SourceWritesError {
      printError("error: \(error)")
      throw ExitCode(1)
    }
  }
}

extension FileOutcome {
  /// What a journal has to know to write the file, and to take parts of it back.
  var replacement: TextReplacement {
    TextReplacement(
      path: path, before: before, after: after,
      parts: attributedEdits.map { TextPart(old: $0.range, new: $0.newRange, rules: $0.rules) })
  }
}
