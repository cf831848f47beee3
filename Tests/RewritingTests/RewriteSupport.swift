import Foundation
import RuleBook
import SourceFacts

@testable import Rewriting

let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The package's rules, read once.
let packageRules: RuleBook = {
  do {
    return try RuleBook(directory: packageRoot.appendingPathComponent("Rules", isDirectory: true), vocabulary: ActionRegistry.vocabulary)
  } catch {
    fatalError("the package's own rules can be read: \(error)")
  }
}()

/// Rewrites a flow, to the newest era unless told otherwise.
func rewrite(
  _ source: String, from: Era? = nil, to: Era = .newest, requested: Set<String> = [], path: String = "Flow.swift"
) throws -> FileOutcome {
  try Migration(book: packageRules, from: from, to: to, requested: requested).rewrite(path: path, bytes: Array(source.utf8))
}

extension FileOutcome {
  var text: String { String(decoding: after, as: UTF8.self) }
}
