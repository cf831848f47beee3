import ArgumentParser
import Foundation
import SourceWrites

/// `waxwing undo`: takes the last migration back.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes back what the last 'waxwing migrate --write' in this folder wrote.",
    discussion: """
      Nothing is taken back when one of the files has been edited since. It also goes back from a migration that was \
      interrupted; 'waxwing migrate --resume' goes on instead.

      Exit codes: 0 taken back; 1 not.
      """)

  func run() throws { try Self.back() }

  /// Gives every file of the last migration its old text.
  static func back() throws {
    try telling { journal in
      let count = try journal.undo()
      return "took back \(count) file\(count == 1 ? "" : "s")"
    }
  }

  /// Finishes a migration that was interrupted.
  static func resume() throws {
    try telling { journal in
      let count = try journal.resume()
      return "wrote all \(count) file\(count == 1 ? "" : "s"); 'waxwing undo' takes it back"
    }
  }

  private static func telling(_ work: (WriteJournal) throws -> String) throws {
    do {
      printError(try work(WriteJournal.ofThisFolder(finisher: FinishWrites.words)))
    } catch let error as SourceWritesError {
      printError("error: \(error)")
      throw ExitCode(1)
    }
  }
}
