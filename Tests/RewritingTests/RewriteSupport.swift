import Foundation
import RuleBook
import SourceFacts
import TestSupport

@testable import Rewriting

/// Rewrites a flow, to the newest era unless told otherwise.
func rewrite(
  _ source: String, from: Era? = nil, to: Era = .newest, requested: Set<String> = [], path: String = "Flow.swift"
) throws -> FileOutcome {
  try Migration(book: packageRules, from: from, to: to, requested: requested).rewrite(path: path, bytes: Array(source.utf8))
}
